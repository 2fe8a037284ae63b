import { and, asc, eq } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { balanceOfSale } from '#server/domain/billing/payment-ledger.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { findDisputes } from './dispute-queries.ts'
import { formatAmount } from './format-amount.ts'
import { viewDispute, type DisputeView } from './list-disputes.ts'
import { findLedger } from './queries.ts'

export type PaymentView = {
  /** Of its row, which refunds name. */
  id: string
  saleId: string
  at: string
  amount: string
  currency: string
  months: number
  subscription: { id: string; status: string; paidThrough: string | null }
  owner: { id: string; callsign: string }
  /** What is left of it, and what reversals hold of it. */
  left: string
  taken: string
  isAnythingTaken: boolean
  isAnythingLeft: boolean
  /** What became of its money, the oldest first. */
  movements: { id: string; kind: string; at: string; amount: string; paypalId: string }[]
  disputes: DisputeView[]
}

/** A payment with all that became of its money. @throws FORBIDDEN, NOT_FOUND. */
export async function getPayment(ctx: Ctx, { saleId }: { saleId: string }): Promise<PaymentView> {
  requireAdmin(ctx)
  const [found] = await ctx.db
    .select({
      sale: paymentLedger,
      subscription: subscriptions,
      owner: { id: users.id, callsign: users.callsign },
    })
    .from(paymentLedger)
    .innerJoin(subscriptions, eq(subscriptions.id, paymentLedger.subscriptionId))
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .where(and(eq(paymentLedger.kind, 'payment'), eq(paymentLedger.paypalId, saleId)))
  if (!found) throw notFound('This payment')
  const { sale, subscription, owner } = found
  const movements = await ctx.db
    .select()
    .from(paymentLedger)
    .where(and(eq(paymentLedger.subscriptionId, subscription.id), eq(paymentLedger.saleId, saleId)))
    .orderBy(asc(paymentLedger.occurredAt), asc(paymentLedger.recordedAt))
  const { leftMinor, takenMinor } = balanceOfSale(await findLedger(ctx.db, subscription.id), saleId)
  const shown = (minor: number) => formatAmount(minor, sale.currency)
  return {
    id: sale.id,
    saleId,
    at: sale.occurredAt.toISOString(),
    amount: shown(sale.amountMinor),
    currency: sale.currency,
    months: sale.months ?? 0,
    subscription: {
      id: subscription.id,
      status: subscription.status,
      paidThrough: subscription.paidThrough?.toISOString() ?? null,
    },
    owner,
    left: shown(leftMinor),
    taken: shown(takenMinor),
    isAnythingTaken: takenMinor > 0,
    isAnythingLeft: leftMinor > 0,
    movements: movements.map((row) => ({
      id: row.id,
      kind: row.kind,
      at: row.occurredAt.toISOString(),
      amount: shown(row.amountMinor),
      paypalId: row.paypalId,
    })),
    disputes: (await findDisputes(ctx.db, subscription.id))
      .filter((row) => row.saleId === saleId)
      .map(viewDispute),
  }
}
