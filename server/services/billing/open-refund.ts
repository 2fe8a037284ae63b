import { randomUUID } from 'node:crypto'
import { refunds } from '#db/schema/platform/billing.ts'
import { sendRefundJob } from '#jobs/billing/send-refund.ts'
import { job } from '#jobs/outbox.ts'
import { type RefundCause } from '#server/domain/billing/refunds.ts'
import { type Tx } from '../context.ts'
import { type PaymentRow } from './refund-rows.ts'
import { writeBillingEvent } from './write-billing-event.ts'

/** Notes a refund, with the job that asks PayPal for it, under the lock of its subscription. Returns its id. */
export async function openRefund(
  tx: Tx,
  payment: PaymentRow,
  wanted: { amountMinor: number; cause: RefundCause; requestedBy: string | null; reason: string },
): Promise<string> {
  const id = randomUUID()
  const { amountMinor, cause } = wanted
  await tx.db.insert(refunds).values({
    ...{ id, subscriptionId: payment.subscriptionId, paymentId: payment.id, saleId: payment.paypalId },
    ...wanted,
    currency: payment.currency,
    status: 'requested',
    requestKey: randomUUID(),
    requestedAt: tx.now,
  })
  await writeBillingEvent(tx, payment.subscriptionId, 'refund-requested', {
    ...{ amountMinor, currency: payment.currency, cause },
  })
  await tx.enqueue(job(sendRefundJob, { refundId: id }))
  await tx.audit({
    action: 'billing.refund-requested',
    subject: { type: 'refund', id },
    detail: {
      ...{ subscriptionId: payment.subscriptionId, saleId: payment.paypalId },
      ...{ amountMinor, currency: payment.currency, cause, reason: wanted.reason },
    },
  })
  return id
}
