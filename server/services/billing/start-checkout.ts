import { type CheckoutInput } from '#server/domain/billing/checkout-input.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { createAtPayPal } from './create-at-paypal.ts'
import { openBinding } from './open-binding.ts'
import { openCheckout } from './open-checkout.ts'
import { requirePlanOnSale } from './require-plan-on-sale.ts'
import { requireTierOnOffer } from './require-tier-on-offer.ts'
import { settleExpiredHold } from './settle-expired-hold.ts'

export type StartedCheckout = {
  id: string
  status: 'pending'
  approvalUrl: string
  paypalSubscriptionId: string
}

/**
 * Starts a checkout: holds the region's name for an hour, then creates the subscription at PayPal for the buyer to
 * approve. Asking again for the same thing continues the same checkout. Nothing is granted yet: that needs a payment.
 * @throws UNAUTHORIZED; CONFLICT for a taken name, an existing citizenship or `not-offered`; UNAVAILABLE while PayPal is down;
 * TOO_MANY_REQUESTS.
 */
export async function startCheckout(ctx: Ctx, input: CheckoutInput): Promise<StartedCheckout> {
  const user = requireUser(ctx)
  await ctx.limits.take('checkout-user', user.userId)
  const plan =
    input.plan === 'regional_owner'
      ? await requireTierOnOffer(ctx, input.tier ?? 'standard')
      : await requirePlanOnSale(ctx, input.plan)
  if (input.regionName !== undefined) await settleExpiredHold(ctx, input.regionName)
  const opened = await transact(ctx, async (tx) => {
    const subscriptionId = await openCheckout(tx, user, input, plan)
    return { subscriptionId, bindingId: await openBinding(tx, subscriptionId, plan.id) }
  })
  // Outside any transaction, because PayPal may take seconds. After a crash in between, the buyer can continue the
  // checkout.
  const made = await createAtPayPal(ctx, { ...opened, planId: plan.paypalPlanId })
  return { id: opened.subscriptionId, status: 'pending', ...made }
}
