import { and, desc, eq, inArray } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { type PlanKey } from '#server/domain/billing/plans.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { notFound } from '#server/errors.ts'
import { type Queryable } from '#db/client.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { formatAmount } from './format-amount.ts'
import { requireBuyer } from './require-buyer.ts'
import { returnedAmount } from './returned-amount.ts'

export type SubscriptionPayments = Page<{
  id: string
  number: string
  at: string
  amount: string
  currency: string
  /** Refunded and taken back. */
  returned: string
}> & { buyer: { id: string; callsign: string }; plan: PlanKey }

/** Payments of one subscription for administrators, the newest first. @throws FORBIDDEN, NOT_FOUND. */
export async function listSubscriptionPayments(
  ctx: Ctx,
  { subscriptionId, ...paging }: Paging & { subscriptionId: string },
): Promise<SubscriptionPayments> {
  requireAdmin(ctx)
  const [subscription] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
  if (!subscription) throw notFound('This subscription')
  const paid = and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, 'payment'))
  const rows = await ctx.db
    .select()
    .from(paymentLedger)
    .where(paid)
    .orderBy(desc(paymentLedger.occurredAt), desc(paymentLedger.recordedAt), desc(paymentLedger.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  const returned = await sumReturns(
    ctx.db,
    rows.map(({ paypalId }) => paypalId),
  )
  return {
    items: rows.map((payment) => ({
      id: payment.id,
      number: payment.paypalId,
      at: payment.occurredAt.toISOString(),
      amount: formatAmount(payment.amountMinor, payment.currency),
      currency: payment.currency,
      returned: formatAmount(returned.get(payment.paypalId) ?? 0, payment.currency),
    })),
    total: await ctx.db.$count(paymentLedger, paid),
    ...paging,
    buyer: await requireBuyer(ctx.db, subscription.userId),
    plan: subscription.plan,
  }
}

async function sumReturns(db: Queryable, saleIds: string[]): Promise<Map<string | null, number>> {
  const { saleId } = paymentLedger
  const sums = await db
    .select({ saleId, minor: returnedAmount() })
    .from(paymentLedger)
    .where(inArray(saleId, saleIds))
    .groupBy(saleId)
  return new Map(sums.map((sum) => [sum.saleId, sum.minor]))
}
