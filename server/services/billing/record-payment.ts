import { paymentLedger } from '#db/schema/platform/billing.ts'
import { type LedgerEntry } from '#server/domain/billing/payment-ledger.ts'
import { type Tx } from '../context.ts'
import { countMonths } from './count-payments.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Records a payment, refund or reversal and its timeline entry, once by PayPal's id. The months that a payment pays are
 * counted now, by the prices that its plan had at its time: later prices change nothing. Returns false when it is already
 * recorded.
 * @param paypalSubscriptionId the one that was paid; null where the entry is no payment
 */
export async function recordPayment(
  tx: Tx,
  subscriptionId: string,
  entry: LedgerEntry,
  feeMinor: number | null,
  paypalSubscriptionId: string | null = null,
): Promise<boolean> {
  const months =
    entry.kind === 'payment' ? await countMonths(tx, { subscriptionId, paypalSubscriptionId }, entry) : null
  const inserted = await tx.db
    .insert(paymentLedger)
    .values({
      subscriptionId,
      kind: entry.kind,
      paypalId: entry.id,
      saleId: entry.saleId,
      amountMinor: entry.amountMinor,
      currency: entry.currency,
      feeMinor,
      months,
      occurredAt: entry.at,
      recordedAt: tx.now,
    })
    .onConflictDoNothing()
    .returning({ id: paymentLedger.id })
  if (inserted.length === 0) return false
  const { kind, id, amountMinor, currency, at } = entry
  await writeBillingEvent(tx, subscriptionId, kind, { paypalId: id, amountMinor, currency }, at)
  await tx.audit({
    action: `billing.${kind}-recorded`,
    subject: { type: 'subscription', id: subscriptionId },
    detail: { paypalId: id, amountMinor, currency },
  })
  return true
}
