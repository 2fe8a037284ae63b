import { type Ctx } from '#server/services/context.ts'
import { sweepPolicies } from '#server/services/policies/sweep-policies.ts'

export async function handleSweepPolicies(ctx: Ctx): Promise<void> {
  await sweepPolicies(ctx)
}
