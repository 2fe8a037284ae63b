import { paymentLedger } from '#db/schema/platform/billing.ts'
import { type LedgerEntry } from '#server/domain/billing/payment-ledger.ts'
import { type Tx } from '../context.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Records a payment, refund or reversal and its timeline entry, once by PayPal's id. Returns false when it is already
 * recorded.
 */
export async function recordPayment(
  tx: Tx,
  subscriptionId: string,
  entry: LedgerEntry,
  feeMinor: number | null,
): Promise<boolean> {
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
