import { z } from 'zod'
import { ELECTION_STATUSES } from '#server/domain/elections/election-types.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import {
  cancelElectionInput,
  castElectionVoteInput,
  castRecallVoteInput,
  createElectionInput,
  nominateInput,
  oneRecallInput,
  startRecallInput,
} from '#server/domain/elections/inputs.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { governedRegion, regionRef } from '#server/domain/regions/region-ref.ts'
import { callElection } from '#server/services/elections/call-election.ts'
import { cancelElection } from '#server/services/elections/cancel-election.ts'
import { castElectionVote } from '#server/services/elections/cast-election-vote.ts'
import { castRecallVote } from '#server/services/elections/cast-recall-vote.ts'
import { getElectionRecord } from '#server/services/elections/get-election-record.ts'
import { getElection } from '#server/services/elections/get-election.ts'
import { getRecallRecord } from '#server/services/elections/get-recall-record.ts'
import { getRecall } from '#server/services/elections/get-recall.ts'
import { listElections } from '#server/services/elections/list-elections.ts'
import { listFormerHolders } from '#server/services/elections/list-former-holders.ts'
import { listOffices } from '#server/services/elections/list-offices.ts'
import { nominate } from '#server/services/elections/nominate.ts'
import { resignOffice } from '#server/services/elections/resign-office.ts'
import { signRecall } from '#server/services/elections/sign-recall.ts'
import { startRecall } from '#server/services/elections/start-recall.ts'
import { withdrawCandidacy } from '#server/services/elections/withdraw-candidacy.ts'
import { withdrawSignature } from '#server/services/elections/withdraw-signature.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'
import { OF_MY_REGION, OF_NAMED_REGION } from '../rest/operation.ts'

const filters = {
  status: z.array(z.enum(ELECTION_STATUSES)).optional(),
  position: z.enum(POSITIONS).optional(),
}
const oneElection = z.object({ electionId: nominateInput.shape.electionId })

export const electionsRouter = router({
  list: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/my-region/elections',
        tag: 'votes',
        summary: 'Elections, newest first',
        answer: 'ElectionPage',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion.extend({ ...filters, ...pagingFields }))
    .query(({ ctx, input }) => listElections(ctx.service, input)),
  get: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/elections/{electionId}',
        tag: 'votes',
        summary: 'One election',
        answer: 'Election',
      },
    })
    .input(oneElection)
    .query(({ ctx, input }) => getElection(ctx.service, input)),
  record: playerProcedure.input(oneElection).query(({ ctx, input }) => getElectionRecord(ctx.service, input)),
  offices: publicProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => listOffices(ctx.service, input)),
  formerHolders: publicProcedure
    .input(z.object({ region: regionRef, position: filters.position, ...pagingFields }))
    .query(({ ctx, input }) => listFormerHolders(ctx.service, input)),
  open: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/elections',
        tag: 'votes',
        summary: 'Call an election',
        answer: 'Election',
        names: OF_MY_REGION,
      },
    })
    .input(createElectionInput.extend(governedRegion.shape))
    .mutation(({ ctx, input }) => callElection(ctx.service, input)),
  nominate: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/elections/{electionId}/candidacy',
        tag: 'votes',
        summary: 'Stand in an election, or change your platform',
        answer: 'Candidacy',
      },
    })
    .input(nominateInput)
    .mutation(({ ctx, input }) => nominate(ctx.service, input)),
  withdraw: playerProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/elections/{electionId}/candidacy',
        tag: 'votes',
        summary: 'Withdraw your candidacy',
        answer: null,
      },
    })
    .input(oneElection)
    .mutation(({ ctx, input }) => withdrawCandidacy(ctx.service, input)),
  cast: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/elections/{electionId}/ballot',
        tag: 'votes',
        summary: 'Cast or change your ballot in an election',
        answer: 'BallotReceipt',
        description: 'Give either `candidateId` (null: nobody) or `ranking`, the best first.',
      },
    })
    .input(castElectionVoteInput)
    .mutation(({ ctx, input }) => castElectionVote(ctx.service, input)),
  cancel: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/elections/{electionId}/cancel',
        tag: 'votes',
        summary: 'Cancel an election',
        answer: null,
      },
    })
    .input(cancelElectionInput)
    .mutation(({ ctx, input }) => cancelElection(ctx.service, input)),

  recall: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/recalls/{recallId}',
        tag: 'votes',
        summary: 'One recall',
        answer: 'Recall',
      },
    })
    .input(oneRecallInput)
    .query(({ ctx, input }) => getRecall(ctx.service, input)),
  recallRecord: playerProcedure
    .input(oneRecallInput)
    .query(({ ctx, input }) => getRecallRecord(ctx.service, input)),
  startRecall: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/{name}/recalls',
        tag: 'votes',
        summary: 'Start a petition to recall an office holder',
        answer: 'RecallStarted',
        names: OF_NAMED_REGION,
      },
    })
    .input(startRecallInput.extend({ region: regionRef }))
    .mutation(({ ctx, input }) => startRecall(ctx.service, input)),
  signRecall: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/recalls/{recallId}/signature',
        tag: 'votes',
        summary: 'Sign a recall',
        answer: 'RecallSignature',
      },
    })
    .input(oneRecallInput)
    .mutation(({ ctx, input }) => signRecall(ctx.service, input)),
  withdrawSignature: playerProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/recalls/{recallId}/signature',
        tag: 'votes',
        summary: 'Withdraw your signature',
        answer: null,
      },
    })
    .input(oneRecallInput)
    .mutation(({ ctx, input }) => withdrawSignature(ctx.service, input)),
  castRecall: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/recalls/{recallId}/ballot',
        tag: 'votes',
        summary: 'Cast or change your ballot on a recall',
        answer: 'BallotReceipt',
      },
    })
    .input(castRecallVoteInput)
    .mutation(({ ctx, input }) => castRecallVote(ctx.service, input)),
  resign: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/{name}/offices/{position}/resignation',
        tag: 'votes',
        summary: 'Resign from an office that you hold',
        answer: 'Resignation',
        names: OF_NAMED_REGION,
      },
    })
    .input(z.object({ region: regionRef, position: z.enum(POSITIONS) }))
    .mutation(({ ctx, input }) => resignOffice(ctx.service, input)),
})
