import { and, desc, eq, inArray } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { paymentLedger, refunds } from '#db/schema/platform/billing.ts'
import { holdsRefund } from '#server/domain/billing/disputes.ts'
import { balanceOfSale } from '#server/domain/billing/payment-ledger.ts'
import { OPEN_REFUNDS, type RefundFacts } from '#server/domain/billing/refunds.ts'
import { notFound } from '#server/errors.ts'
import { findDisputes } from './dispute-queries.ts'
import { findLedger } from './queries.ts'

export type RefundRow = typeof refunds.$inferSelect
export type PaymentRow = typeof paymentLedger.$inferSelect

/** A payment by its row. @throws NOT_FOUND, also for what is no payment. */
export async function requirePayment(db: Queryable, id: string): Promise<PaymentRow> {
  const [row] = await db
    .select()
    .from(paymentLedger)
    .where(and(eq(paymentLedger.id, id), eq(paymentLedger.kind, 'payment')))
  if (!row) throw notFound('This payment')
  return row
}

/** The row, locked until the transaction ends. */
export async function lockRefund(db: Queryable, id: string): Promise<RefundRow | null> {
  const [row] = await db.select().from(refunds).where(eq(refunds.id, id)).for('update')
  return row ?? null
}

/** Refunds of a payment, the newest first. */
export const findRefunds = (db: Queryable, paymentId: string): Promise<RefundRow[]> =>
  db.select().from(refunds).where(eq(refunds.paymentId, paymentId)).orderBy(desc(refunds.requestedAt))

/**
 * What is known of a payment before a refund. Under the lock of its subscription nothing of it changes: refunds are requested and
 * settled under the same.
 */
export async function loadRefundFacts(db: Queryable, payment: PaymentRow, now: Date): Promise<RefundFacts> {
  const ledger = await findLedger(db, payment.subscriptionId)
  const { leftMinor } = balanceOfSale(ledger, payment.paypalId)
  const about = (await findDisputes(db, payment.subscriptionId)).filter(
    ({ saleId }) => saleId === payment.paypalId,
  )
  const open = and(eq(refunds.saleId, payment.paypalId), inArray(refunds.status, [...OPEN_REFUNDS]))
  return {
    paidMinor: payment.amountMinor,
    paidAt: payment.occurredAt,
    returnedMinor: payment.amountMinor - leftMinor,
    hasOpenRefund: (await db.$count(refunds, open)) > 0,
    isDisputed: about.some((dispute) => holdsRefund(dispute, ledger)),
    now,
  }
}
