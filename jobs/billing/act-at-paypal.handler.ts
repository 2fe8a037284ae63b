import { syncToPayPal } from '#server/services/billing/sync-to-paypal.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleActAtPayPal(ctx: Ctx, payload: { subscriptionId: string }): Promise<void> {
  await syncToPayPal(ctx, payload)
}
