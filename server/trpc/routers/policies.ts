import { z } from 'zod'
import { pagingFields } from '#server/domain/paging.ts'
import { castVoteInput, counterProposalInput, createPolicyInput } from '#server/domain/policies/inputs.ts'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { POLICY_TYPES } from '#server/domain/regions/policy-types.ts'
import { timingFields } from '#server/domain/policies/law-timing.ts'
import { governedRegion, regionRef } from '#server/domain/regions/region-ref.ts'
import { wireChangesSchema } from '#server/domain/regions/wire-settings.ts'
import { castVote } from '#server/services/policies/cast-vote.ts'
import { countOpenPolicies } from '#server/services/policies/count-open-policies.ts'
import { getPolicyRecord } from '#server/services/policies/get-policy-record.ts'
import { getPolicy } from '#server/services/policies/get-policy.ts'
import { listPolicies } from '#server/services/policies/list-policies.ts'
import { previewImpact } from '#server/services/policies/preview-impact.ts'
import { previewChanges } from '#server/services/policies/preview-changes.ts'
import { getPowers } from '#server/services/policies/get-powers.ts'
import { proposeCounter } from '#server/services/policies/propose-counter.ts'
import { proposePolicy } from '#server/services/policies/propose-policy.ts'
import { withdrawPolicy } from '#server/services/policies/withdraw-policy.ts'
import { listMyVotes } from '#server/services/government/list-my-votes.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'
import { OF_MY_REGION } from '../rest/operation.ts'

const filters = {
  status: z.array(z.enum(POLICY_STATUSES)).optional(),
  policyType: z.enum(POLICY_TYPES).optional(),
}
const onePolicy = z.object({ policyId: castVoteInput.shape.policyId })

export const policiesRouter = router({
  list: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/my-region/policies',
        tag: 'votes',
        summary: 'Policies, newest first',
        answer: 'PolicyPage',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion.extend({ ...filters, ...pagingFields }))
    .query(({ ctx, input }) => listPolicies(ctx.service, input)),
  openCount: playerProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => countOpenPolicies(ctx.service, input)),
  get: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/policies/{policyId}',
        tag: 'votes',
        summary: 'One policy',
        answer: 'Policy',
      },
    })
    .input(onePolicy)
    .query(({ ctx, input }) => getPolicy(ctx.service, input)),
  record: playerProcedure.input(onePolicy).query(({ ctx, input }) => getPolicyRecord(ctx.service, input)),
  propose: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/policies',
        tag: 'votes',
        summary: 'Put a change to a vote',
        answer: 'Policy',
        names: OF_MY_REGION,
        documented: { proposedChanges: wireChangesSchema },
      },
    })
    .input(createPolicyInput.extend(governedRegion.shape))
    .mutation(({ ctx, input }) => proposePolicy(ctx.service, input)),
  counter: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/policies/{policyId}/counter-proposals',
        tag: 'votes',
        summary: 'Answer a policy with a counter-proposal',
        answer: 'Policy',
        documented: { proposedChanges: wireChangesSchema },
      },
    })
    .input(counterProposalInput)
    .mutation(({ ctx, input }) => proposeCounter(ctx.service, input)),
  withdraw: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/policies/{policyId}/withdraw',
        tag: 'votes',
        summary: 'Withdraw a policy that you proposed',
        answer: 'WithdrawnPolicy',
      },
    })
    .input(onePolicy)
    .mutation(({ ctx, input }) => withdrawPolicy(ctx.service, input)),
  cast: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/policies/{policyId}/ballot',
        tag: 'votes',
        summary: 'Cast or change your ballot on a policy',
        answer: 'BallotReceipt',
      },
    })
    .input(castVoteInput)
    .mutation(({ ctx, input }) => castVote(ctx.service, input)),
  previewChanges: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/changes/preview',
        tag: 'votes',
        summary: 'What saving changes would do; nothing is changed',
        answer: 'ChangesPreview',
        names: OF_MY_REGION,
      },
    })
    .input(
      governedRegion.extend({
        changes: wireChangesSchema,
        asProposal: z.boolean().optional(),
        ...timingFields,
      }),
    )
    .query(({ ctx, input }) => previewChanges(ctx.service, input)),
  impact: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/my-region/changes/impact',
        tag: 'votes',
        summary: 'Simulate changes on the last 30 days',
        answer: 'ChangesImpact',
        names: OF_MY_REGION,
      },
    })
    .input(governedRegion.extend({ changes: wireChangesSchema }))
    .query(({ ctx, input }) => previewImpact(ctx.service, input)),
  myVotes: playerProcedure
    .input(
      z.object({
        show: z.enum(['open', 'closed']).optional(),
        region: regionRef.optional(),
        ...pagingFields,
      }),
    )
    .query(({ ctx, input }) => listMyVotes(ctx.service, input)),
  powers: playerProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => getPowers(ctx.service, input)),
})
