import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { job } from '#jobs/outbox.ts'
import { actAtPayPalJob } from '#jobs/billing/act-at-paypal.ts'
import { type SubscriptionSnapshot } from '#server/domain/billing/subscription-snapshot.ts'
import { type Tx } from '../context.ts'
import { findBindings, type SubscriptionRow } from './queries.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Reads from PayPal the subscription that counts for a row. One that was made to pay again takes over from the old one
 * once its buyer has approved it, and the old one is ended at PayPal.
 */
export async function bindCurrent(
  tx: Tx,
  row: SubscriptionRow,
): Promise<{ row: SubscriptionRow; snapshot: SubscriptionSnapshot | null }> {
  const bindings = await findBindings(tx.db, row.id)
  const at = bindings.findIndex((binding) => binding.paypalSubscriptionId === row.paypalSubscriptionId)
  for (const candidate of bindings.slice(at + 1).reverse()) {
    if (candidate.paypalSubscriptionId === null) continue
    const snapshot = await tx.paypal.getSubscription(candidate.paypalSubscriptionId)
    const isFirst = row.paypalSubscriptionId === null
    if (!isFirst && (snapshot.status !== 'ACTIVE' || snapshot.customId !== row.id)) continue
    const bound = { paypalSubscriptionId: candidate.paypalSubscriptionId, approvalUrl: candidate.approvalUrl }
    // A cancellation was of the old one.
    const renewed = isFirst ? {} : { cancelRequestedAt: null }
    await tx.db
      .update(subscriptions)
      .set({ ...bound, ...renewed })
      .where(eq(subscriptions.id, row.id))
    if (!isFirst) {
      await writeBillingEvent(tx, row.id, 'renewed', { paypalSubscriptionId: snapshot.id })
      await tx.enqueue(job(actAtPayPalJob, { subscriptionId: row.id }))
    }
    return { row: { ...row, ...bound, ...renewed }, snapshot }
  }
  return {
    row,
    snapshot: row.paypalSubscriptionId ? await tx.paypal.getSubscription(row.paypalSubscriptionId) : null,
  }
}
