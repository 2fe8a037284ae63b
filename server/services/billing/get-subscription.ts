import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { type Ctx } from '../context.ts'
import { requireOwnSubscription } from './require-own-subscription.ts'
import { loadSubscriptionView } from './load-subscription-view.ts'

/** One's own subscription as it stands with us; nothing is asked of PayPal. @throws UNAUTHORIZED, NOT_FOUND. */
export async function getSubscription(ctx: Ctx, input: { id: string }): Promise<SubscriptionView> {
  return loadSubscriptionView(ctx, await requireOwnSubscription(ctx, input.id))
}
