import { eq } from 'drizzle-orm'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { callPayPal } from './call-paypal.ts'
import { loadSubscriptionView } from './load-subscription-view.ts'
import { lockSubscription } from './queries.ts'
import { requireOwnSubscription } from './require-own-subscription.ts'
import { settleSubscription } from './settle-subscription.ts'
import { findOpenChanges } from './tier-change-queries.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Gives up a change of the tier that the payer has not agreed to at PayPal: the old plan goes on. Given up already, it does nothing.
 * PayPal is asked first, so that nobody gives up what they agreed to a moment ago.
 * @throws NOT_FOUND for another user's subscription; CONFLICT `already-agreed`; UNAVAILABLE.
 */
export async function giveUpTierChange(ctx: Ctx, input: { id: string }): Promise<SubscriptionView> {
  const { id } = await requireOwnSubscription(ctx, input.id)
  await callPayPal(() => settleSubscription(ctx, { subscriptionId: id }))
  await transact(ctx, async (tx) => {
    const row = await lockSubscription(tx.db, id)
    const change = (await findOpenChanges(tx.db, id)).at(-1)
    if (!row || !change) return
    if (change.status === 'consented')
      throw new GameError(
        'CONFLICT',
        'You agreed to this change at PayPal. To go back on it, choose the size that you have now.',
        { reason: 'already-agreed' },
      )
    await tx.db
      .update(tierChanges)
      .set({ status: 'given-up', settledAt: tx.now })
      .where(eq(tierChanges.id, change.id))
    await writeBillingEvent(tx, id, 'size-given-up')
    await tx.audit({
      action: 'billing.tier-change-given-up',
      regionId: row.regionId,
      subject: { type: 'subscription', id },
    })
    tx.publish({ audience: { kind: 'user', userId: row.userId }, topic: 'subscription', id })
  })
  return loadSubscriptionView(ctx, await requireOwnSubscription(ctx, id))
}
