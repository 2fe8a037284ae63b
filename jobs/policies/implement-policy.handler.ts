import { type Ctx } from '#server/services/context.ts'
import { implementPolicy } from '#server/services/policies/implement-policy.ts'

export async function handleImplementPolicy(ctx: Ctx, payload: { policyId: string }): Promise<void> {
  await implementPolicy(ctx, payload)
}
