import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { job } from '#jobs/outbox.ts'
import { actAtPayPalJob } from '#jobs/billing/act-at-paypal.ts'
import { type Tx } from '../context.ts'
import { getPriceOf } from './plan-queries.ts'
import { type BindingRow, type SubscriptionRow } from './queries.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/** Makes a newer PayPal subscription the current one of a row. The one it replaces is cancelled at PayPal. */
export async function bindSuccessor(
  tx: Tx,
  row: SubscriptionRow,
  successor: BindingRow,
): Promise<SubscriptionRow> {
  const { paypalSubscriptionId, approvalUrl } = successor
  const isFirst = row.paypalSubscriptionId === null
  // The cancellation applied to the old subscription.
  const renewed = isFirst ? {} : { cancelRequestedAt: null }
  const price = successor.planId === null ? null : await getPriceOf(tx.db, successor.planId)
  const bound = {
    paypalSubscriptionId,
    approvalUrl,
    ...renewed,
    ...(price === null ? {} : { amountMinor: price.amountMinor }),
  }
  await tx.db.update(subscriptions).set(bound).where(eq(subscriptions.id, row.id))
  if (!isFirst) {
    await writeBillingEvent(tx, row.id, 'renewed', { paypalSubscriptionId })
    await tx.enqueue(job(actAtPayPalJob, { subscriptionId: row.id }))
  }
  return { ...row, ...bound }
}
