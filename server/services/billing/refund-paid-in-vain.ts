import { and, desc, eq, gte, ne } from 'drizzle-orm'
import { billingEvents, paymentLedger, refunds } from '#db/schema/platform/billing.ts'
import { leftToRefund, type RefundCause } from '#server/domain/billing/refunds.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { type Tx } from '../context.ts'
import { openRefund } from './open-refund.ts'
import { type SubscriptionRow } from './queries.ts'
import { loadRefundFacts } from './refund-rows.ts'

const REASONS: Record<Exclude<RefundCause, 'administrator'>, string> = {
  'name-taken': 'Another buyer had taken the name when the payment arrived.',
  'owner-gone': 'The account of the buyer was deleted when the payment arrived.',
  'region-kept': 'The region could not be taken over any more when the payment arrived.',
  ended: 'The subscription had ended for good when the payment arrived.',
  'handed-over': 'Somebody else had taken the region over when the payment arrived.',
}

/** Whether the platform itself gives the money of a subscription back, or did. */
export async function isRefundedByUs(tx: Tx, subscriptionId: string): Promise<boolean> {
  const ours = and(eq(refunds.subscriptionId, subscriptionId), ne(refunds.cause, 'administrator'))
  return (await tx.db.$count(refunds, ours)) > 0
}

/**
 * Gives back what was paid for nothing, also after the region was handed over or had ended: each payment once, whatever is left of it, however often the subscription is settled. Runs under
 * the lock of the subscription.
 */
export async function refundPaidInVain(
  tx: Tx,
  row: SubscriptionRow,
  state: SubscriptionState,
): Promise<void> {
  const cause = causeOf(state)
  const since = row.handedOverAt ?? (cause === 'ended' ? await endOf(tx, row.id) : null)
  const payments = await tx.db
    .select({ payment: paymentLedger, refundId: refunds.id })
    .from(paymentLedger)
    .leftJoin(refunds, and(eq(refunds.paymentId, paymentLedger.id), ne(refunds.cause, 'administrator')))
    .where(
      and(
        eq(paymentLedger.subscriptionId, row.id),
        eq(paymentLedger.kind, 'payment'),
        since === null ? undefined : gte(paymentLedger.recordedAt, since),
      ),
    )
  for (const { payment, refundId } of payments) {
    if (refundId !== null) continue
    const facts = await loadRefundFacts(tx.db, payment, tx.now)
    const amountMinor = leftToRefund(facts)
    // The end of a dispute settles the subscription again.
    if (amountMinor === 0 || facts.hasOpenRefund || facts.isDisputed) continue
    await openRefund(tx, payment, { amountMinor, cause, requestedBy: null, reason: REASONS[cause] })
  }
}

function causeOf({ status, flags }: SubscriptionState): Exclude<RefundCause, 'administrator'> {
  if (status === 'handed_over') return 'handed-over'
  if (status === 'terminated') return 'ended'
  if (flags.includes('owner-gone')) return 'owner-gone'
  return flags.includes('region-kept') ? 'region-kept' : 'name-taken'
}

/** When a subscription ended for good. What was paid before bought what it bought. */
async function endOf(tx: Tx, subscriptionId: string): Promise<Date> {
  const [event] = await tx.db
    .select({ at: billingEvents.at })
    .from(billingEvents)
    .where(and(eq(billingEvents.subscriptionId, subscriptionId), eq(billingEvents.kind, 'terminate')))
    .orderBy(desc(billingEvents.at))
    .limit(1)
  if (!event) throw new Error(`subscription ${subscriptionId} has not ended`)
  return event.at
}
