import { isEndedAtPayPal } from '#server/domain/billing/subscription-status.ts'
import { type Ctx } from '../context.ts'

/** Cancels what could be billed. A subscription that was never approved cannot be cancelled and is never billed. */
export async function cancelAtPayPal(ctx: Ctx, paypalSubscriptionId: string): Promise<void> {
  const { status } = await ctx.paypal.getSubscription(paypalSubscriptionId)
  if (isEndedAtPayPal(status) || status === 'APPROVAL_PENDING') return
  await ctx.paypal.cancel(paypalSubscriptionId, 'Cancelled on SectorWars 2102.')
}
