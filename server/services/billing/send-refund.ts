import { eq } from 'drizzle-orm'
import { refunds } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { isUnanswered } from '#server/domain/billing/refunds.ts'
import { PayPalError, type PayPalRefund } from '#server/paypal/paypal-port.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { lockRefund, type RefundRow } from './refund-rows.ts'
import { recordPayment } from './record-payment.ts'
import { settleWith } from './settle-with.ts'
import { writeBillingEvent } from './write-billing-event.ts'

const ERROR_LENGTH = 500

/**
 * Asks PayPal for a refund and records its answer: the refund's row in the ledger, which its event brings too, the subscription as it is
 * then, and the refund as done. Safe to repeat at any point: the request id is the same until PayPal refuses.
 * @throws PayPalError while PayPal cannot be asked; the queue and the sweep repeat.
 */
export async function sendRefund(ctx: Ctx, { refundId }: { refundId: string }): Promise<void> {
  const refund = await transact(ctx, (tx) => markSent(tx, refundId))
  if (refund === null) return
  const answer = await ask(ctx, refund)
  if (answer instanceof PayPalError) return transact(ctx, (tx) => markFailed(tx, refundId, answer.message))
  await settleWith(ctx, refund.subscriptionId, (tx, settle) => markDone(tx, refund, answer, settle))
}

/** Noted before PayPal is asked; null for one that needs no asking. */
async function markSent(tx: Tx, refundId: string): Promise<RefundRow | null> {
  const refund = await lockRefund(tx.db, refundId)
  if (refund?.status === 'sent') {
    // PayPal forgets which refund a request id stands for: asking again could then pay twice.
    return isUnanswered(refund, tx.now) ? null : refund
  }
  if (refund?.status !== 'requested') return null
  await tx.db.update(refunds).set({ status: 'sent', sentAt: tx.now }).where(eq(refunds.id, refundId))
  return refund
}

/** PayPal's answer, or its refusal. @throws everything after which it is not known whether it paid. */
async function ask(ctx: Ctx, { saleId, amountMinor, currency, requestKey }: RefundRow) {
  try {
    return await ctx.paypal.refundSale(saleId, {
      amount: { minor: amountMinor, currency },
      requestId: requestKey,
    })
  } catch (error) {
    if (error instanceof PayPalError && error.isRefusal) return error
    throw error
  }
}

async function markDone(
  tx: Tx,
  { id, subscriptionId, saleId }: RefundRow,
  answer: PayPalRefund,
  settle: () => Promise<unknown>,
): Promise<void> {
  const refund = await lockRefund(tx.db, id)
  if (refund?.status !== 'sent') return
  const { amount, at, fee } = answer
  await recordPayment(
    tx,
    subscriptionId,
    {
      ...{ kind: 'refund', id: answer.id, saleId, at },
      ...{ amountMinor: amount.minor, currency: amount.currency },
    },
    fee?.minor ?? null,
  )
  await tx.db
    .update(refunds)
    .set({ status: 'done', settledAt: tx.now, paypalRefundId: answer.id })
    .where(eq(refunds.id, id))
  await tx.audit({
    action: 'billing.refund-done',
    subject: { type: 'refund', id },
    detail: { subscriptionId, paypalRefundId: answer.id, amountMinor: amount.minor },
  })
  await settle()
}

async function markFailed(tx: Tx, refundId: string, message: string): Promise<void> {
  const refund = await lockRefund(tx.db, refundId)
  if (refund?.status !== 'sent') return
  const error = message.slice(0, ERROR_LENGTH)
  await tx.db
    .update(refunds)
    .set({ status: 'failed', settledAt: tx.now, error })
    .where(eq(refunds.id, refundId))
  await writeBillingEvent(tx, refund.subscriptionId, 'refund-failed')
  await tx.audit({
    action: 'billing.refund-failed',
    subject: { type: 'refund', id: refundId },
    detail: { subscriptionId: refund.subscriptionId, error },
  })
  const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
  await notify(tx, {
    userIds: admins.map((admin) => admin.id),
    kind: 'billing.refund-failed',
    title: 'PayPal refused a refund',
    body: `${error} Look at it and try again, or send the money by hand.`,
    href: `/admin/payments/${refund.paymentId}`,
  })
}
