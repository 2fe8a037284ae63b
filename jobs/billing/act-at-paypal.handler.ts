import { actAtPayPal } from '#server/services/billing/act-at-paypal.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleActAtPayPal(ctx: Ctx, payload: { subscriptionId: string }): Promise<void> {
  await actAtPayPal(ctx, payload)
}
