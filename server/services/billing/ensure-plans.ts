import { paypalPlans, planPrices } from '#db/schema/platform/billing.ts'
import { PLAN_KEYS, PLANS, type PlanKey } from '#server/domain/billing/plans.ts'
import { transact, type Ctx } from '../context.ts'
import { getPlanOnSale } from './plan-queries.ts'

/**
 * Creates our products and plans at PayPal, once per environment, with their first prices, and stores their ids. Existing
 * plans are left alone, whatever they cost by now, and an interrupted run repeats with the same request ids. Returns the
 * plans it created.
 */
export async function ensurePlans(ctx: Ctx): Promise<PlanKey[]> {
  const made: PlanKey[] = []
  for (const key of PLAN_KEYS) {
    if (await getPlanOnSale(ctx.db, ctx.config.paypalEnvironment, key)) continue
    await makePlan(ctx, key)
    made.push(key)
  }
  return made
}

async function makePlan(ctx: Ctx, key: PlanKey): Promise<void> {
  const environment = ctx.config.paypalEnvironment
  const plan = PLANS[key]
  const price = plan.firstPrice
  const requestId = (what: string) => `sectorwars-${environment}-${what}-${key}-${price.minor}`
  const product = await ctx.paypal.createProduct({
    name: plan.name,
    description: plan.description,
    requestId: requestId('product'),
  })
  const made = await ctx.paypal.createPlan({
    productId: product.id,
    plan,
    price,
    requestId: requestId('plan'),
  })
  await transact(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(paypalPlans)
      .values({
        environment,
        plan: key,
        productId: product.id,
        paypalPlanId: made.id,
        amountMinor: price.minor,
        currency: price.currency,
        onSaleFrom: tx.now,
      })
      // Two processes may start at once. PayPal gave both the same plan.
      .onConflictDoNothing()
      .returning({ id: paypalPlans.id })
    if (!row) return
    await tx.db.insert(planPrices).values({ planId: row.id, amountMinor: price.minor, validFrom: tx.now })
    await tx.audit({
      action: 'billing.plan-made',
      subject: { type: 'paypal-plan', id: made.id },
      detail: { plan: key, environment },
    })
  })
}
