import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { type Ctx } from '../context.ts'
import { requireOwnSubscription } from './require-own-subscription.ts'
import { loadSubscriptionView } from './load-subscription-view.ts'

/** A subscription of the current user, from our database; PayPal is not called. @throws UNAUTHORIZED, NOT_FOUND. */
export async function getSubscription(ctx: Ctx, input: { id: string }): Promise<SubscriptionView> {
  return loadSubscriptionView(ctx, await requireOwnSubscription(ctx, input.id))
}
