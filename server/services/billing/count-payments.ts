import { and, eq, isNull } from 'drizzle-orm'
import { paymentLedger } from '#db/schema/platform/billing.ts'
import { monthsPaid, pricesAt } from '#server/domain/billing/plan-prices.ts'
import { type LedgerEntry } from '#server/domain/billing/payment-ledger.ts'
import { type Tx } from '../context.ts'
import { findPricesPaid } from './plan-queries.ts'

/**
 * Whole months that a payment pays, by the prices that its plan had at its time.
 * @param paid.paypalSubscriptionId null: by the prices of any PayPal subscription of the row
 */
export async function countMonths(
  tx: Tx,
  paid: { subscriptionId: string; paypalSubscriptionId: string | null },
  payment: Pick<LedgerEntry, 'amountMinor' | 'currency' | 'at'>,
): Promise<number> {
  const prices = await findPricesPaid(tx.db, tx.config.paypalEnvironment, paid)
  return monthsPaid(payment, pricesAt(prices, payment.at))
}

/** Counts payments that were recorded without: during an update, processes of the version before still write some. */
export async function countPayments(tx: Tx, subscriptionId: string): Promise<void> {
  const uncounted = await tx.db
    .select()
    .from(paymentLedger)
    .where(
      and(
        eq(paymentLedger.subscriptionId, subscriptionId),
        eq(paymentLedger.kind, 'payment'),
        isNull(paymentLedger.months),
      ),
    )
  for (const { id, amountMinor, currency, occurredAt: at } of uncounted) {
    const paid = { subscriptionId, paypalSubscriptionId: null }
    const months = await countMonths(tx, paid, { amountMinor, currency, at })
    await tx.db.update(paymentLedger).set({ months }).where(eq(paymentLedger.id, id))
  }
}
