import { z } from 'zod'
import {
  castRescueVoteInput,
  nameRescuerInput,
  offerTransferInput,
  oneRescueInput,
  oneTransferInput,
} from '#server/domain/ownership/inputs.ts'
import { pagingInput } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { acceptTransfer } from '#server/services/ownership/accept-transfer.ts'
import { acceptNaming, declineNaming } from '#server/services/ownership/answer-naming.ts'
import { castRescueVote } from '#server/services/ownership/cast-rescue-vote.ts'
import { withdrawTransfer } from '#server/services/ownership/end-transfer.ts'
import { getTransfers } from '#server/services/ownership/get-transfers.ts'
import { offerTransfer } from '#server/services/ownership/offer-transfer.ts'
import { getRescueRecord } from '#server/services/ownership/get-rescue-record.ts'
import { getRescue } from '#server/services/ownership/get-rescue.ts'
import { listRescues } from '#server/services/ownership/list-rescues.ts'
import { nameRescuer } from '#server/services/ownership/name-rescuer.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'
import { OF_NAMED_REGION } from '../rest/operation.ts'

export const ownershipRouter = router({
  rescues: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/{name}/rescues',
        tag: 'regions',
        summary: 'Who may take over a region whose owner stopped paying, newest first',
        answer: 'Rescues',
        names: OF_NAMED_REGION,
      },
    })
    .input(pagingInput.extend({ region: regionRef }))
    .query(({ ctx, input }) => listRescues(ctx.service, input)),
  nameRescuer: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/{name}/rescues',
        tag: 'regions',
        summary: 'Name a citizen who could take over a region that is not paid for',
        answer: 'RescueNamed',
        names: OF_NAMED_REGION,
      },
    })
    .input(nameRescuerInput.extend({ region: regionRef }))
    .mutation(({ ctx, input }) => nameRescuer(ctx.service, input)),
  rescue: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/rescues/{rescueId}',
        tag: 'regions',
        summary: 'One rescue',
        answer: 'Rescue',
      },
    })
    .input(oneRescueInput)
    .query(({ ctx, input }) => getRescue(ctx.service, input)),
  rescueRecord: playerProcedure
    .input(oneRescueInput)
    .query(({ ctx, input }) => getRescueRecord(ctx.service, input)),
  acceptNaming: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/rescues/{rescueId}/acceptance',
        tag: 'regions',
        summary: 'Accept to take a region over, if its citizens want that',
        answer: 'RescueAccepted',
      },
    })
    .input(oneRescueInput)
    .mutation(({ ctx, input }) => acceptNaming(ctx.service, input)),
  declineNaming: playerProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/rescues/{rescueId}/acceptance',
        tag: 'regions',
        summary: 'Decline to take a region over, or withdraw a naming without an answer',
        answer: null,
      },
    })
    .input(oneRescueInput)
    .mutation(({ ctx, input }) => declineNaming(ctx.service, input)),
  castRescue: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/rescues/{rescueId}/ballot',
        tag: 'votes',
        summary: 'Cast or change your ballot on a rescue',
        answer: 'BallotReceipt',
      },
    })
    .input(castRescueVoteInput)
    .mutation(({ ctx, input }) => castRescueVote(ctx.service, input)),
  transfers: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/{name}/transfer',
        tag: 'regions',
        summary: 'The newest transfer of a region to another owner',
        answer: 'Transfers',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => getTransfers(ctx.service, input)),
  offerTransfer: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/{name}/transfer',
        tag: 'regions',
        summary: 'Offer your region to a citizen',
        answer: 'TransferOffered',
        names: OF_NAMED_REGION,
      },
    })
    .input(offerTransferInput.extend({ region: regionRef }))
    .mutation(({ ctx, input }) => offerTransfer(ctx.service, input)),
  acceptTransfer: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/transfers/{transferId}/acceptance',
        tag: 'regions',
        summary: 'Accept a region that its owner hands on to you',
        answer: 'TransferAccepted',
      },
    })
    .input(oneTransferInput)
    .mutation(({ ctx, input }) => acceptTransfer(ctx.service, input)),
  withdrawTransfer: playerProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/transfers/{transferId}',
        tag: 'regions',
        summary: 'Withdraw or decline a transfer',
        answer: null,
      },
    })
    .input(oneTransferInput)
    .mutation(({ ctx, input }) => withdrawTransfer(ctx.service, input)),
})
