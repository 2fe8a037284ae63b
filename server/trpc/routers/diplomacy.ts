import { z } from 'zod'
import {
  answerBreachInput,
  castTreatyVoteInput,
  proposeTreatyInput,
  reportBreachInput,
  treatyActInput,
  treatyTermsInput,
} from '#server/domain/diplomacy/inputs.ts'
import { TREATY_STATUSES } from '#server/domain/diplomacy/treaty-types.ts'
import { treatyWire } from '#server/domain/diplomacy/wire.ts'
import { pageOf, pagingFields } from '#server/domain/paging.ts'
import { myRegionInput, regionRef } from '#server/domain/regions/region-ref.ts'
import { answerBreach } from '#server/services/diplomacy/answer-breach.ts'
import { castTreatyVote } from '#server/services/diplomacy/cast-treaty-vote.ts'
import { counterTreaty } from '#server/services/diplomacy/counter-treaty.ts'
import { diplomacyOverview } from '#server/services/diplomacy/diplomacy-overview.ts'
import { getTreatyRecord } from '#server/services/diplomacy/get-treaty-record.ts'
import { getTreaty } from '#server/services/diplomacy/get-treaty.ts'
import { giveNotice } from '#server/services/diplomacy/give-notice.ts'
import { listTreatiesInForce } from '#server/services/diplomacy/list-treaties-in-force.ts'
import { listTreaties } from '#server/services/diplomacy/list-treaties.ts'
import { proposeTreaty } from '#server/services/diplomacy/propose-treaty.ts'
import { refuseTreaty } from '#server/services/diplomacy/refuse-treaty.ts'
import { renewTreaty } from '#server/services/diplomacy/renew-treaty.ts'
import { reportBreach } from '#server/services/diplomacy/report-breach.ts'
import { signTreaty } from '#server/services/diplomacy/sign-treaty.ts'
import { withdrawOffer } from '#server/services/diplomacy/withdraw-offer.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

export const diplomacyRouter = router({
  list: playerProcedure
    .input(
      z.object({ region: regionRef, status: z.array(z.enum(TREATY_STATUSES)).optional(), ...pagingFields }),
    )
    .query(({ ctx, input }) => listTreaties(ctx.ctx, input)),
  overview: playerProcedure
    .input(z.object({ region: regionRef, ...pagingFields, embassiesPage: pagingFields.page }))
    .query(({ ctx, input }) => diplomacyOverview(ctx.ctx, input)),
  inForce: publicProcedure
    .input(z.object({ region: regionRef.optional(), ...pagingFields }))
    .query(({ ctx, input }) => listTreatiesInForce(ctx.ctx, input)),
  get: publicProcedure
    .input(treatyActInput.partial({ region: true }))
    .query(({ ctx, input }) => getTreaty(ctx.ctx, input)),
  record: playerProcedure.input(treatyActInput).query(({ ctx, input }) => getTreatyRecord(ctx.ctx, input)),
  propose: playerProcedure
    .input(proposeTreatyInput.extend({ region: regionRef }))
    .mutation(({ ctx, input }) => proposeTreaty(ctx.ctx, input)),
  sign: playerProcedure.input(treatyActInput).mutation(({ ctx, input }) => signTreaty(ctx.ctx, input)),
  counter: playerProcedure
    .input(treatyTermsInput)
    .mutation(({ ctx, input }) => counterTreaty(ctx.ctx, input)),
  renew: playerProcedure.input(treatyTermsInput).mutation(({ ctx, input }) => renewTreaty(ctx.ctx, input)),
  reportBreach: playerProcedure
    .input(reportBreachInput)
    .mutation(({ ctx, input }) => reportBreach(ctx.ctx, input)),
  answerBreach: playerProcedure
    .input(answerBreachInput)
    .mutation(({ ctx, input }) => answerBreach(ctx.ctx, input)),
  refuse: playerProcedure.input(treatyActInput).mutation(({ ctx, input }) => refuseTreaty(ctx.ctx, input)),
  withdraw: playerProcedure.input(treatyActInput).mutation(({ ctx, input }) => withdrawOffer(ctx.ctx, input)),
  giveNotice: playerProcedure.input(treatyActInput).mutation(({ ctx, input }) => giveNotice(ctx.ctx, input)),
  cast: playerProcedure
    .input(castTreatyVoteInput)
    .mutation(({ ctx, input }) => castTreatyVote(ctx.ctx, input)),

  listMine: playerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/regions/my-region/treaties',
        tags: ['regions'],
        summary: 'Treaties and offers, newest first',
        protect: true,
      },
    })
    .input(myRegionInput.extend({ status: z.enum(TREATY_STATUSES).optional(), ...pagingFields }))
    .output(pageOf(treatyWire))
    .query(({ ctx, input: { regionId, status, ...paging } }) =>
      listTreaties(ctx.ctx, { ...paging, region: regionId, status: status && [status] }),
    ),
})
