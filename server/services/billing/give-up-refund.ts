import { and, eq, gte, isNull } from 'drizzle-orm'
import { paymentLedger, refunds } from '#db/schema/platform/billing.ts'
import { isUnanswered, REPEAT_DAYS } from '#server/domain/billing/refunds.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockProof } from '../require-proof.ts'
import { lockSubscription } from './queries.ts'
import { lockRefund, type RefundRow } from './refund-rows.ts'
import { getRefundView, type RefundView } from './refund-view.ts'
import { requireOther } from './require-other.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/**
 * Ends a refund that PayPal never answered, once it is too old to be asked for again: done where the money is known to have gone back,
 * failed otherwise, so that it can be tried anew. For administrators who proved lately who they are and looked it up at PayPal.
 * @throws NOT_FOUND; FORBIDDEN `step-up`, `own-payment`; CONFLICT `not-unanswered`.
 */
export async function giveUpRefund(ctx: Ctx, { refundId }: { refundId: string }): Promise<RefundView> {
  requireAdmin(ctx)
  const [known] = await ctx.db.select().from(refunds).where(eq(refunds.id, refundId))
  if (!known) throw notFound('This refund')
  return transact(ctx, async (tx) => {
    const admin = await lockProof(tx)
    const subscription = await lockSubscription(tx.db, known.subscriptionId)
    const refund = await lockRefund(tx.db, refundId)
    if (!subscription || !refund) throw new Error('refunds are never deleted')
    requireOther(admin, subscription.userId)
    if (!isUnanswered(refund, tx.now))
      throw new GameError(
        'CONFLICT',
        `A refund can be given up when PayPal has not answered for ${REPEAT_DAYS} days.`,
        {
          reason: 'not-unanswered',
        },
      )
    const paypalRefundId = await findPaidBack(tx, refund)
    await tx.db
      .update(refunds)
      .set(
        paypalRefundId === null
          ? { status: 'failed', settledAt: tx.now, error: `PayPal did not answer for ${REPEAT_DAYS} days.` }
          : { status: 'done', settledAt: tx.now, paypalRefundId },
      )
      .where(eq(refunds.id, refundId))
    if (paypalRefundId === null) await writeBillingEvent(tx, subscription.id, 'refund-failed')
    await tx.audit({
      action: 'billing.refund-given-up',
      subject: { type: 'refund', id: refundId },
      detail: { subscriptionId: subscription.id, paypalRefundId },
    })
    return getRefundView(tx.db, refundId)
  })
}

/** The refund of the ledger that this one became, of which PayPal told by an event; null if there is none. */
async function findPaidBack(tx: Tx, { saleId, amountMinor, sentAt }: RefundRow): Promise<string | null> {
  const [entry] = await tx.db
    .select({ paypalId: paymentLedger.paypalId })
    .from(paymentLedger)
    .leftJoin(refunds, eq(refunds.paypalRefundId, paymentLedger.paypalId))
    .where(
      and(
        ...[eq(paymentLedger.kind, 'refund'), eq(paymentLedger.saleId, saleId), isNull(refunds.id)],
        ...[eq(paymentLedger.amountMinor, amountMinor), gte(paymentLedger.recordedAt, sentAt ?? tx.now)],
      ),
    )
    .limit(1)
  return entry?.paypalId ?? null
}
