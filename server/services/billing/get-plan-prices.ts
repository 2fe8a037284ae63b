import { and, eq } from 'drizzle-orm'
import { paypalPlans } from '#db/schema/platform/billing.ts'
import { formatMoney } from '#server/domain/billing/money.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { requirePlanOnSale } from './require-plan-on-sale.ts'
import { viewPlanPrices, type PlanPrices } from './view-plan-prices.ts'

/** A plan at PayPal, and the price on sale to which its subscribers could be moved. @throws FORBIDDEN, NOT_FOUND. */
export async function getPlanPrices(
  ctx: Ctx,
  { planId }: { planId: string },
): Promise<PlanPrices & { priceOnSale: string }> {
  requireAdmin(ctx)
  const [plan] = await ctx.db
    .select()
    .from(paypalPlans)
    .where(and(eq(paypalPlans.id, planId), eq(paypalPlans.environment, ctx.config.paypalEnvironment)))
  if (!plan) throw notFound('This plan')
  const onSale = await requirePlanOnSale(ctx, plan.plan)
  return {
    ...(await viewPlanPrices(ctx, plan)),
    priceOnSale: formatMoney({ minor: onSale.amountMinor, currency: onSale.currency }),
  }
}
