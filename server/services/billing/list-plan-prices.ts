import { asc, desc, eq } from 'drizzle-orm'
import { paypalPlans } from '#db/schema/platform/billing.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { viewPlanPrices, type PlanPrices } from './view-plan-prices.ts'

/** Every plan that was ever made at PayPal, with its prices, newest first. @throws FORBIDDEN. */
export async function listPlanPrices(ctx: Ctx, paging: Paging): Promise<Page<PlanPrices>> {
  requireAdmin(ctx)
  const ours = eq(paypalPlans.environment, ctx.config.paypalEnvironment)
  const plans = await ctx.db
    .select()
    .from(paypalPlans)
    .where(ours)
    .orderBy(desc(paypalPlans.onSaleFrom), asc(paypalPlans.plan))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: await Promise.all(plans.map((plan) => viewPlanPrices(ctx, plan))),
    total: await ctx.db.$count(paypalPlans, ours),
    ...paging,
  }
}
