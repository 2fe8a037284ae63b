import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { refunds } from '#db/schema/platform/billing.ts'
import { sendRefundJob } from '#jobs/billing/send-refund.ts'
import { job } from '#jobs/outbox.ts'
import { formatMoney } from '#server/domain/billing/money.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof } from '../require-proof.ts'
import { lockSubscription } from './queries.ts'
import { getRefundView, type RefundView } from './refund-view.ts'
import { lockRefund, requirePayment } from './refund-rows.ts'
import { requireAmount } from './request-refund.ts'
import { requireOther } from './require-other.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Asks PayPal once more for a refund that it refused, with a new request id: the old one would answer with the same refusal. For
 * administrators who proved lately who they are, never for a payment of their own.
 * @throws NOT_FOUND; FORBIDDEN `step-up`, `own-payment`; CONFLICT `not-failed`, and as for a new refund.
 */
export async function retryRefund(ctx: Ctx, { refundId }: { refundId: string }): Promise<RefundView> {
  requireAdmin(ctx)
  const [known] = await ctx.db.select().from(refunds).where(eq(refunds.id, refundId))
  if (!known) throw notFound('This refund')
  return transact(ctx, async (tx) => {
    const admin = await lockProof(tx)
    const subscription = await lockSubscription(tx.db, known.subscriptionId)
    const refund = await lockRefund(tx.db, refundId)
    if (!subscription || !refund) throw new Error('refunds are never deleted')
    requireOther(admin, subscription.userId)
    if (refund.status !== 'failed')
      throw new GameError('CONFLICT', 'Only a refund that PayPal refused can be tried again.', {
        reason: 'not-failed',
      })
    const { amountMinor, currency } = refund
    await requireAmount(
      tx,
      await requirePayment(tx.db, refund.paymentId),
      formatMoney({ minor: amountMinor, currency }),
    )
    await tx.db
      .update(refunds)
      .set({
        ...{ status: 'requested', requestKey: randomUUID(), requestedAt: tx.now },
        ...{ sentAt: null, settledAt: null, error: null },
      })
      .where(eq(refunds.id, refundId))
    await writeBillingEvent(tx, subscription.id, 'refund-requested', { amountMinor, currency })
    await tx.enqueue(job(sendRefundJob, { refundId }))
    await tx.audit({
      action: 'billing.refund-retried',
      subject: { type: 'refund', id: refundId },
      detail: { subscriptionId: subscription.id, amountMinor, currency, error: refund.error },
    })
    return getRefundView(tx.db, refundId)
  })
}
