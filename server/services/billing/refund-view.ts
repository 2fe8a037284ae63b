import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { refunds, subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { alias } from 'drizzle-orm/pg-core'
import { notFound } from '#server/errors.ts'
import { formatAmount } from './format-amount.ts'

const askers = alias(users, 'askers')

/** Refunds with their buyers and who asked for them. */
export const readRefunds = (db: Queryable) =>
  db
    .select({
      refund: refunds,
      buyer: { id: users.id, callsign: users.callsign },
      requestedBy: askers.callsign,
    })
    .from(refunds)
    .innerJoin(subscriptions, eq(subscriptions.id, refunds.subscriptionId))
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .leftJoin(askers, eq(askers.id, refunds.requestedBy))

type Row = Awaited<ReturnType<typeof readRefunds>>[number]

export const toRefundView = ({ refund, buyer, requestedBy }: Row) => ({
  id: refund.id,
  paymentId: refund.paymentId,
  buyer,
  amount: formatAmount(refund.amountMinor, refund.currency),
  currency: refund.currency,
  cause: refund.cause,
  reason: refund.reason,
  /** Null for what the platform refunds by itself. */
  requestedBy,
  status: refund.status,
  requestedAt: refund.requestedAt.toISOString(),
  settledAt: refund.settledAt?.toISOString() ?? null,
  paypalRefundId: refund.paypalRefundId,
  error: refund.error,
})
export type RefundView = ReturnType<typeof toRefundView>

export async function getRefundView(db: Queryable, id: string): Promise<RefundView> {
  const [row] = await readRefunds(db).where(eq(refunds.id, id))
  if (!row) throw notFound('This refund')
  return toRefundView(row)
}
