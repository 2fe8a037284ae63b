import { and, desc, eq } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { balanceOfSale } from '#server/domain/billing/payment-ledger.ts'
import { type PlanKey } from '#server/domain/billing/plans.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { formatAmount } from './format-amount.ts'
import { findLedger } from './queries.ts'
import { requireBuyer } from './require-buyer.ts'

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
  const ledger = await findLedger(ctx.db, subscriptionId)
  return {
    items: rows.map((payment) => ({
      id: payment.id,
      number: payment.paypalId,
      at: payment.occurredAt.toISOString(),
      amount: formatAmount(payment.amountMinor, payment.currency),
      currency: payment.currency,
      returned: formatAmount(
        payment.amountMinor - balanceOfSale(ledger, payment.paypalId).leftMinor,
        payment.currency,
      ),
    })),
    total: await ctx.db.$count(paymentLedger, paid),
    ...paging,
    buyer: await requireBuyer(ctx.db, subscription.userId),
    plan: subscription.plan,
  }
}
