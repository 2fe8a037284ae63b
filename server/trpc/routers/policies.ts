import { z } from 'zod'
import { pageOf, pagingFields } from '#server/domain/paging.ts'
import { castVoteInput, counterProposalInput, createPolicyInput } from '#server/domain/policies/inputs.ts'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { POLICY_TYPES } from '#server/domain/regions/policy-types.ts'
import { timingFields } from '#server/domain/policies/law-timing.ts'
import { policyWire } from '#server/domain/policies/wire.ts'
import { myRegionInput, regionRef } from '#server/domain/regions/region-ref.ts'
import { wireChangesSchema } from '#server/domain/regions/wire-settings.ts'
import { castVote } from '#server/services/policies/cast-vote.ts'
import { countOpenPolicies } from '#server/services/policies/count-open-policies.ts'
import { getPolicyRecord } from '#server/services/policies/get-policy-record.ts'
import { getPolicy } from '#server/services/policies/get-policy.ts'
import { listPolicies } from '#server/services/policies/list-policies.ts'
import { previewImpact } from '#server/services/policies/preview-impact.ts'
import { previewChanges } from '#server/services/policies/preview-changes.ts'
import { powersHere } from '#server/services/policies/powers-here.ts'
import { proposeCounter } from '#server/services/policies/propose-counter.ts'
import { proposePolicy } from '#server/services/policies/propose-policy.ts'
import { withdrawPolicy } from '#server/services/policies/withdraw-policy.ts'
import { listMyVotes } from '#server/services/voting/list-my-votes.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

const filters = {
  status: z.array(z.enum(POLICY_STATUSES)).optional(),
  policyType: z.enum(POLICY_TYPES).optional(),
}
const onePolicy = z.object({ policyId: castVoteInput.shape.policyId })
const tags = ['regions']

export const policiesRouter = router({
  list: playerProcedure
    .input(z.object({ region: regionRef, ...filters, ...pagingFields }))
    .query(({ ctx, input }) => listPolicies(ctx.ctx, input)),
  openCount: playerProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => countOpenPolicies(ctx.ctx, input)),
  get: playerProcedure.input(onePolicy).query(({ ctx, input }) => getPolicy(ctx.ctx, input)),
  record: playerProcedure.input(onePolicy).query(({ ctx, input }) => getPolicyRecord(ctx.ctx, input)),
  propose: playerProcedure
    .input(createPolicyInput.extend({ region: regionRef }))
    .mutation(({ ctx, input }) => proposePolicy(ctx.ctx, input)),
  counter: playerProcedure
    .input(counterProposalInput)
    .mutation(({ ctx, input }) => proposeCounter(ctx.ctx, input)),
  withdraw: playerProcedure.input(onePolicy).mutation(({ ctx, input }) => withdrawPolicy(ctx.ctx, input)),
  cast: playerProcedure.input(castVoteInput).mutation(({ ctx, input }) => castVote(ctx.ctx, input)),
  previewChanges: playerProcedure
    .input(
      z.object({
        region: regionRef,
        changes: wireChangesSchema,
        asProposal: z.boolean().optional(),
        ...timingFields,
      }),
    )
    .query(({ ctx, input }) => previewChanges(ctx.ctx, input)),
  impact: playerProcedure
    .input(z.object({ region: regionRef, changes: wireChangesSchema }))
    .query(({ ctx, input }) => previewImpact(ctx.ctx, input)),
  myVotes: playerProcedure
    .input(
      z.object({
        show: z.enum(['open', 'closed']).optional(),
        region: regionRef.optional(),
        ...pagingFields,
      }),
    )
    .query(({ ctx, input }) => listMyVotes(ctx.ctx, input)),
  powers: playerProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => powersHere(ctx.ctx, input)),

  listMine: playerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/regions/my-region/policies',
        tags,
        summary: 'Policies, newest first',
        protect: true,
      },
    })
    .input(myRegionInput.extend({ status: z.enum(POLICY_STATUSES).optional(), ...pagingFields }))
    .output(pageOf(policyWire))
    .query(({ ctx, input: { regionId, status, ...paging } }) =>
      listPolicies(ctx.ctx, { ...paging, region: regionId, status: status && [status] }),
    ),
  proposeMine: playerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/regions/my-region/policies',
        tags,
        summary: 'Put a change to the vote',
        protect: true,
      },
    })
    .input(createPolicyInput.extend(myRegionInput.shape))
    .output(policyWire)
    .mutation(({ ctx, input: { regionId, ...policy } }) =>
      proposePolicy(ctx.ctx, { ...policy, region: regionId }),
    ),
})
