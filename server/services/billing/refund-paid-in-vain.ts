import { and, eq, ne } from 'drizzle-orm'
import { paymentLedger, refunds } from '#db/schema/platform/billing.ts'
import { leftToRefund, type RefundCause } from '#server/domain/billing/refunds.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { type Tx } from '../context.ts'
import { openRefund } from './open-refund.ts'
import { type SubscriptionRow } from './queries.ts'
import { loadRefundFacts } from './refund-rows.ts'

const REASONS: Record<Exclude<RefundCause, 'administrator'>, string> = {
  'name-taken': 'Another buyer had taken the name when the payment arrived.',
  'owner-gone': 'The account of the buyer was deleted when the payment arrived.',
}

/** Whether the platform itself gives the money of a subscription back, or did. */
export async function isRefundedByUs(tx: Tx, subscriptionId: string): Promise<boolean> {
  const ours = and(eq(refunds.subscriptionId, subscriptionId), ne(refunds.cause, 'administrator'))
  return (await tx.db.$count(refunds, ours)) > 0
}

/**
 * Gives back what was paid for nothing: each payment once, whatever is left of it, however often the subscription is settled. Runs under
 * the lock of the subscription.
 */
export async function refundPaidInVain(
  tx: Tx,
  row: SubscriptionRow,
  state: SubscriptionState,
): Promise<void> {
  const cause = state.flags.includes('owner-gone') ? 'owner-gone' : 'name-taken'
  const payments = await tx.db
    .select({ payment: paymentLedger, refundId: refunds.id })
    .from(paymentLedger)
    .leftJoin(refunds, and(eq(refunds.paymentId, paymentLedger.id), ne(refunds.cause, 'administrator')))
    .where(and(eq(paymentLedger.subscriptionId, row.id), eq(paymentLedger.kind, 'payment')))
  for (const { payment, refundId } of payments) {
    if (refundId !== null) continue
    const facts = await loadRefundFacts(tx.db, payment, tx.now)
    const amountMinor = leftToRefund(facts)
    if (amountMinor === 0 || facts.hasOpenRefund) continue
    await openRefund(tx, payment, { amountMinor, cause, requestedBy: null, reason: REASONS[cause] })
  }
}
