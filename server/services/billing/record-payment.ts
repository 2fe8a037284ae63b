import { paymentLedger } from '#db/schema/platform/billing.ts'
import { type LedgerEntry } from '#server/domain/billing/payment-ledger.ts'
import { type Tx } from '../context.ts'
import { judge } from './count-payments.ts'
import { writeBillingEvent } from './write-billing-event.ts'

export type PaidSubscription = { paypalSubscriptionId: string | null; agreedPlanId: string | null }

/**
 * Records a payment, refund or reversal and its timeline entry, once by PayPal's id. The months that a payment pays are
 * counted now, by the prices that its plan had at its time: later prices change nothing. Returns false when it is already
 * recorded.
 * @param paid the PayPal subscription that was paid, and the plan that PayPal names now; null where the entry is no payment
 */
export async function recordPayment(
  tx: Tx,
  subscriptionId: string,
  entry: LedgerEntry,
  feeMinor: number | null,
  paid: PaidSubscription | null = null,
): Promise<boolean> {
  const { paypalSubscriptionId = null, agreedPlanId = null } = paid ?? {}
  const { months, planId } =
    entry.kind === 'payment'
      ? await judge(tx, { subscriptionId, paypalSubscriptionId, agreedPlanId }, entry)
      : { months: null, planId: null }
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
      planId,
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
