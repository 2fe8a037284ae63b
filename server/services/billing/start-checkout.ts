import { type CheckoutInput } from '#server/domain/billing/checkout-input.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { createAtPayPal } from './create-at-paypal.ts'
import { openCheckout } from './open-checkout.ts'
import { requirePlanId } from './require-plan-id.ts'
import { settleExpiredHold } from './settle-expired-hold.ts'

export type StartedCheckout = {
  id: string
  status: 'pending'
  approvalUrl: string
  paypalSubscriptionId: string
}

/**
 * Opens a checkout: holds the region's name for an hour, then makes the subscription at PayPal, where the buyer approves
 * it. Asking again for the same thing continues the same checkout. Nothing is granted here: that needs a payment.
 * @throws UNAUTHORIZED; CONFLICT for a name that is taken or a citizenship one has; UNAVAILABLE while PayPal is;
 * TOO_MANY_REQUESTS.
 */
export async function startCheckout(ctx: Ctx, input: CheckoutInput): Promise<StartedCheckout> {
  const user = requireUser(ctx)
  await ctx.limits.take('checkout-user', user.userId)
  const planId = await requirePlanId(ctx, input.plan)
  if (input.regionName !== undefined) await settleExpiredHold(ctx, input.regionName)
  const subscriptionId = await transact(ctx, (tx) => openCheckout(tx, user, input))
  // Outside of any transaction, since PayPal may take seconds; a crash in between leaves a checkout that is continued.
  const made = await createAtPayPal(ctx, { subscriptionId, bindingId: subscriptionId, planId })
  return { id: subscriptionId, status: 'pending', ...made }
}
