import { and, eq, isNull } from 'drizzle-orm'
import { paymentLedger } from '#db/schema/platform/billing.ts'
import { monthsPaid, pricesAt } from '#server/domain/billing/plan-prices.ts'
import { type LedgerEntry } from '#server/domain/billing/payment-ledger.ts'
import { judgePayment, type JudgedPayment } from '#server/domain/billing/tier-change.ts'
import { type Tx } from '../context.ts'
import { findPricesPaid } from './plan-queries.ts'
import { findAgreedPlans } from './tier-change-queries.ts'

/**
 * Whole months that a payment pays, and of which plan, by the prices that were agreed for its time.
 * @param paid.paypalSubscriptionId null: by the prices of any PayPal subscription of the row, and of no known plan
 * @param paid.agreedPlanId the plan that PayPal names now; null where it was not read
 */
export async function judge(
  tx: Tx,
  paid: { subscriptionId: string; paypalSubscriptionId: string | null; agreedPlanId: string | null },
  { amountMinor, currency, at }: Pick<LedgerEntry, 'amountMinor' | 'currency' | 'at'>,
): Promise<JudgedPayment> {
  const { subscriptionId, paypalSubscriptionId, agreedPlanId } = paid
  const plans =
    paypalSubscriptionId === null
      ? null
      : await findAgreedPlans(
          tx.db,
          { subscriptionId, paypalSubscriptionId },
          { agreedPayPalPlanId: agreedPlanId, at },
        )
  if (plans) return judgePayment({ minor: amountMinor, currency, at }, plans)
  const prices = await findPricesPaid(tx.db, tx.config.paypalEnvironment, paid)
  return { months: monthsPaid({ amountMinor, currency }, pricesAt(prices, at)), planId: null }
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
    const paid = { subscriptionId, paypalSubscriptionId: null, agreedPlanId: null }
    const { months } = await judge(tx, paid, { amountMinor, currency, at })
    await tx.db.update(paymentLedger).set({ months }).where(eq(paymentLedger.id, id))
  }
}
