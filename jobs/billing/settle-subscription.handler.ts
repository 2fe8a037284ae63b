import { settleSubscription } from '#server/services/billing/settle-subscription.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleSettleSubscription(ctx: Ctx, payload: { subscriptionId: string }): Promise<void> {
  await settleSubscription(ctx, payload)
}
