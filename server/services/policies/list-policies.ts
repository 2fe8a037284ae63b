import { type Page, type Paging } from '#server/domain/paging.ts'
import { type PolicyStatus } from '#server/domain/policies/policy-statuses.ts'
import { type PolicyType } from '#server/domain/regions/policy-types.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { sharedReading } from '../shared-reading.ts'
import { getTurnouts } from '../voting/vote-rows.ts'
import { policyView, type PolicyView } from './policy-view.ts'
import { findPolicies } from './queries.ts'

export type ListPoliciesInput = Paging & {
  region?: string | undefined
  status?: PolicyStatus[] | undefined
  policyType?: PolicyType | undefined
}

/** Policies of a region, newest first, for its members. @throws NOT_FOUND to others. */
export async function listPolicies(ctx: Ctx, input: ListPoliciesInput): Promise<Page<PolicyView>> {
  const { region } = await requireParticipant(ctx, input.region)
  const { status, policyType, page, pageSize } = input
  const filter = { status, policyType }
  const { rows, total, turnouts } = await policiesOf(ctx, region.id, filter, { page, pageSize })
  const items = rows.map((row) => policyView(row, { region, turnout: turnouts.get(row.voteId) ?? 0 }))
  return { items, total, page, pageSize }
}

/** The same for all who may see it. */
const policiesOf = sharedReading(
  'policies',
  async (ctx, regionId: string, filter: Pick<ListPoliciesInput, 'status' | 'policyType'>, paging: Paging) => {
    const { rows, total } = await findPolicies(ctx.db, regionId, filter, paging)
    const turnouts = await getTurnouts(
      ctx.db,
      rows.map(({ voteId }) => voteId),
    )
    return { rows, total, turnouts }
  },
)
