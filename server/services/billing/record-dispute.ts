import { disputes } from '#db/schema/platform/billing.ts'
import { disputeOutcome } from '#server/domain/billing/disputes.ts'
import { type PayPalDispute } from '#server/paypal/paypal-port.ts'
import { type Tx } from '../context.ts'
import { findDisputes } from './dispute-queries.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/** Writes down what PayPal says of a dispute now, with a line of the timeline for its beginning and its end. */
export async function recordDispute(
  tx: Tx,
  subscriptionId: string,
  { dispute, saleId }: { dispute: PayPalDispute; saleId: string },
): Promise<void> {
  const known = (await findDisputes(tx.db, subscriptionId)).find((row) => row.paypalId === dispute.id)
  // A dispute does not open again: what was read before its end, and comes later, changes nothing.
  if (known && known.resolvedAt !== null) return
  const now = {
    reason: dispute.reason.slice(0, 100),
    stage: dispute.stage?.slice(0, 100) ?? null,
    amountMinor: dispute.amount.minor,
    resolvedAt: dispute.isResolved ? dispute.updatedAt : null,
    outcome: dispute.isResolved ? disputeOutcome(dispute.outcomeCode) : null,
  }
  await tx.db
    .insert(disputes)
    .values({
      ...now,
      paypalId: dispute.id,
      subscriptionId,
      saleId,
      currency: dispute.amount.currency,
      openedAt: dispute.openedAt,
    })
    .onConflictDoUpdate({ target: disputes.paypalId, set: now })
  const detail = { disputeId: dispute.id, amountMinor: now.amountMinor, currency: dispute.amount.currency }
  if (!known) await writeBillingEvent(tx, subscriptionId, 'dispute-opened', detail, dispute.openedAt)
  if (now.resolvedAt !== null) {
    const kind = now.outcome === 'seller' ? 'dispute-won' : 'dispute-lost'
    await writeBillingEvent(tx, subscriptionId, kind, detail, now.resolvedAt)
  }
  await tx.audit({
    action: now.resolvedAt === null ? 'billing.dispute-open' : 'billing.dispute-resolved',
    subject: { type: 'subscription', id: subscriptionId },
    detail: { ...detail, outcome: now.outcome, stage: now.stage },
  })
}
