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
import { electionWire } from '#server/domain/elections/wire.ts'
import { pageOf, pagingFields } from '#server/domain/paging.ts'
import { myRegionInput, regionRef } from '#server/domain/regions/region-ref.ts'
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

const filters = {
  status: z.array(z.enum(ELECTION_STATUSES)).optional(),
  position: z.enum(POSITIONS).optional(),
}
const oneElection = z.object({ electionId: nominateInput.shape.electionId })
const tags = ['regions']

export const electionsRouter = router({
  list: playerProcedure
    .input(z.object({ region: regionRef, ...filters, ...pagingFields }))
    .query(({ ctx, input }) => listElections(ctx.ctx, input)),
  get: playerProcedure.input(oneElection).query(({ ctx, input }) => getElection(ctx.ctx, input)),
  record: playerProcedure.input(oneElection).query(({ ctx, input }) => getElectionRecord(ctx.ctx, input)),
  offices: publicProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => listOffices(ctx.ctx, input)),
  formerHolders: publicProcedure
    .input(z.object({ region: regionRef, position: filters.position, ...pagingFields }))
    .query(({ ctx, input }) => listFormerHolders(ctx.ctx, input)),
  open: playerProcedure
    .input(createElectionInput.extend({ region: regionRef }))
    .mutation(({ ctx, input }) => callElection(ctx.ctx, input)),
  nominate: playerProcedure.input(nominateInput).mutation(({ ctx, input }) => nominate(ctx.ctx, input)),
  withdraw: playerProcedure
    .input(oneElection)
    .mutation(({ ctx, input }) => withdrawCandidacy(ctx.ctx, input)),
  cast: playerProcedure
    .input(castElectionVoteInput)
    .mutation(({ ctx, input }) => castElectionVote(ctx.ctx, input)),
  cancel: playerProcedure
    .input(cancelElectionInput)
    .mutation(({ ctx, input }) => cancelElection(ctx.ctx, input)),

  recall: playerProcedure.input(oneRecallInput).query(({ ctx, input }) => getRecall(ctx.ctx, input)),
  recallRecord: playerProcedure
    .input(oneRecallInput)
    .query(({ ctx, input }) => getRecallRecord(ctx.ctx, input)),
  startRecall: playerProcedure
    .input(startRecallInput.extend({ region: regionRef }))
    .mutation(({ ctx, input }) => startRecall(ctx.ctx, input)),
  signRecall: playerProcedure.input(oneRecallInput).mutation(({ ctx, input }) => signRecall(ctx.ctx, input)),
  withdrawSignature: playerProcedure
    .input(oneRecallInput)
    .mutation(({ ctx, input }) => withdrawSignature(ctx.ctx, input)),
  castRecall: playerProcedure
    .input(castRecallVoteInput)
    .mutation(({ ctx, input }) => castRecallVote(ctx.ctx, input)),
  resign: playerProcedure
    .input(z.object({ region: regionRef, position: z.enum(POSITIONS) }))
    .mutation(({ ctx, input }) => resignOffice(ctx.ctx, input)),

  listMine: playerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/regions/my-region/elections',
        tags,
        summary: 'Elections, newest first',
        protect: true,
      },
    })
    .input(myRegionInput.extend({ status: z.enum(ELECTION_STATUSES).optional(), ...pagingFields }))
    .output(pageOf(electionWire))
    .query(({ ctx, input: { regionId, status, ...paging } }) =>
      listElections(ctx.ctx, { ...paging, region: regionId, status: status && [status] }),
    ),
  openMine: playerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/regions/my-region/elections',
        tags,
        summary: 'Call an election',
        protect: true,
      },
    })
    .input(createElectionInput.extend(myRegionInput.shape))
    .output(electionWire)
    .mutation(({ ctx, input: { regionId, ...election } }) =>
      callElection(ctx.ctx, { ...election, region: regionId }),
    ),
})
