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
import { treatyTermsWire } from '#server/domain/diplomacy/wire.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { governedRegion, regionRef } from '#server/domain/regions/region-ref.ts'
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
import { OF_MY_REGION } from '../rest/operation.ts'

export const diplomacyRouter = router({
  list: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/my-region/treaties',
        tag: 'treaties',
        summary: 'Treaties and offers, newest first',
        answer: 'TreatyPage',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion.extend({ status: z.array(z.enum(TREATY_STATUSES)).optional(), ...pagingFields }))
    .query(({ ctx, input }) => listTreaties(ctx.service, input)),
  overview: playerProcedure
    .input(z.object({ region: regionRef, ...pagingFields, embassiesPage: pagingFields.page }))
    .query(({ ctx, input }) => diplomacyOverview(ctx.service, input)),
  inForce: publicProcedure
    .input(z.object({ region: regionRef.optional(), ...pagingFields }))
    .query(({ ctx, input }) => listTreatiesInForce(ctx.service, input)),
  get: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/treaties/{treatyId}',
        tag: 'treaties',
        summary: 'One treaty',
        answer: 'Treaty',
      },
    })
    .input(treatyActInput.partial({ region: true }))
    .query(({ ctx, input }) => getTreaty(ctx.service, input)),
  record: playerProcedure
    .input(treatyActInput)
    .query(({ ctx, input }) => getTreatyRecord(ctx.service, input)),
  propose: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/treaties',
        tag: 'treaties',
        summary: 'Offer another region a treaty',
        answer: 'Treaty',
        names: OF_MY_REGION,
        documented: { terms: treatyTermsWire },
      },
    })
    .input(proposeTreatyInput.extend(governedRegion.shape))
    .mutation(({ ctx, input }) => proposeTreaty(ctx.service, input)),
  sign: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/treaties/{treatyId}/signature',
        tag: 'treaties',
        summary: 'Sign the terms on the table, or put them to the vote where citizens ratify',
        answer: 'Treaty',
      },
    })
    .input(treatyActInput)
    .mutation(({ ctx, input }) => signTreaty(ctx.service, input)),
  counter: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/treaties/{treatyId}/counter-offer',
        tag: 'treaties',
        summary: 'Answer an offer with other terms',
        answer: 'Treaty',
        documented: { terms: treatyTermsWire },
      },
    })
    .input(treatyTermsInput)
    .mutation(({ ctx, input }) => counterTreaty(ctx.service, input)),
  renew: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/treaties/{treatyId}/renewal',
        tag: 'treaties',
        summary: 'Offer to renew a treaty that is about to end',
        answer: 'Treaty',
        documented: { terms: treatyTermsWire },
      },
    })
    .input(treatyTermsInput)
    .mutation(({ ctx, input }) => renewTreaty(ctx.service, input)),
  reportBreach: playerProcedure
    .input(reportBreachInput)
    .mutation(({ ctx, input }) => reportBreach(ctx.service, input)),
  answerBreach: playerProcedure
    .input(answerBreachInput)
    .mutation(({ ctx, input }) => answerBreach(ctx.service, input)),
  refuse: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/treaties/{treatyId}/refusal',
        tag: 'treaties',
        summary: 'Refuse the other side’s terms',
        answer: 'Treaty',
      },
    })
    .input(treatyActInput)
    .mutation(({ ctx, input }) => refuseTreaty(ctx.service, input)),
  withdraw: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/treaties/{treatyId}/withdrawal',
        tag: 'treaties',
        summary: 'Withdraw your own offer',
        answer: 'Treaty',
      },
    })
    .input(treatyActInput)
    .mutation(({ ctx, input }) => withdrawOffer(ctx.service, input)),
  giveNotice: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/treaties/{treatyId}/notice',
        tag: 'treaties',
        summary: 'Give notice to end an active treaty',
        answer: 'Treaty',
      },
    })
    .input(treatyActInput)
    .mutation(({ ctx, input }) => giveNotice(ctx.service, input)),
  cast: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/treaties/{treatyId}/ballot',
        tag: 'treaties',
        summary: 'Cast or change your ballot on ratifying a treaty',
        answer: 'BallotReceipt',
      },
    })
    .input(castTreatyVoteInput)
    .mutation(({ ctx, input }) => castTreatyVote(ctx.service, input)),
})
