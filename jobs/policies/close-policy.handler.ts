import { type Ctx } from '#server/services/context.ts'
import { closePolicy } from '#server/services/policies/close-policy.ts'

export async function handleClosePolicy(ctx: Ctx, payload: { policyId: string }): Promise<void> {
  await closePolicy(ctx, payload)
}
