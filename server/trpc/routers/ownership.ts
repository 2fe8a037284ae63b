import { castRescueVoteInput, nameRescuerInput, oneRescueInput } from '#server/domain/ownership/inputs.ts'
import { pagingInput } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { acceptNaming, declineNaming } from '#server/services/ownership/answer-naming.ts'
import { castRescueVote } from '#server/services/ownership/cast-rescue-vote.ts'
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
        summary: 'Decline to take a region over',
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
})
