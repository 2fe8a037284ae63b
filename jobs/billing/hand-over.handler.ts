import { handOver } from '#server/services/billing/hand-over.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleHandOver(ctx: Ctx, payload: { subscriptionId: string }): Promise<void> {
  await handOver(ctx, payload)
}
