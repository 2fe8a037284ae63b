import { and, eq } from 'drizzle-orm'
import { paypalBindings, paypalPlans } from '#db/schema/platform/billing.ts'
import { type Ctx } from '../context.ts'
import { type PlanRow } from './plan-queries.ts'
import { type SubscriptionRow } from './queries.ts'
import { requirePlanOnSale } from './require-plan-on-sale.ts'

/**
 * The PayPal plan of a renewal: the one that the region was bought on, so that its owner keeps the price, also where another is on
 * sale by now. @throws UNAVAILABLE before setup has created any.
 */
export async function requirePlanOfRenewal(ctx: Ctx, row: SubscriptionRow): Promise<PlanRow> {
  const [kept] = row.paypalSubscriptionId
    ? await ctx.db
        .select({ plan: paypalPlans })
        .from(paypalBindings)
        .innerJoin(paypalPlans, eq(paypalPlans.id, paypalBindings.planId))
        .where(
          and(
            eq(paypalBindings.paypalSubscriptionId, row.paypalSubscriptionId),
            eq(paypalPlans.environment, ctx.config.paypalEnvironment),
          ),
        )
    : []
  return kept?.plan ?? requirePlanOnSale(ctx, row.plan)
}
