import { paypalPlans } from '#db/schema/platform/billing.ts'
import { PLAN_KEYS, PLANS, type PlanKey } from '#server/domain/billing/plans.ts'
import { transact, type Ctx } from '../context.ts'
import { getPayPalPlanId } from './queries.ts'

/**
 * Creates our products and plans at PayPal, once per environment, and stores their ids. Existing plans are left
 * alone, and an interrupted run repeats with the same request ids. Returns the plans it created.
 */
export async function ensurePlans(ctx: Ctx): Promise<PlanKey[]> {
  const made: PlanKey[] = []
  for (const key of PLAN_KEYS) {
    if (await getPayPalPlanId(ctx.db, ctx.config.paypalEnvironment, key)) continue
    await makePlan(ctx, key)
    made.push(key)
  }
  return made
}

async function makePlan(ctx: Ctx, key: PlanKey): Promise<void> {
  const environment = ctx.config.paypalEnvironment
  const plan = PLANS[key]
  const requestId = (what: string) => `sectorwars-${environment}-${what}-${key}-${plan.price.minor}`
  const product = await ctx.paypal.createProduct({
    name: plan.name,
    description: plan.description,
    requestId: requestId('product'),
  })
  const made = await ctx.paypal.createPlan({ productId: product.id, plan, requestId: requestId('plan') })
  await transact(ctx, async (tx) => {
    await tx.db
      .insert(paypalPlans)
      .values({
        environment,
        plan: key,
        productId: product.id,
        paypalPlanId: made.id,
        amountMinor: plan.price.minor,
        currency: plan.price.currency,
      })
      // Two processes may start at once. PayPal gave both the same plan.
      .onConflictDoNothing()
    await tx.audit({
      action: 'billing.plan-made',
      subject: { type: 'paypal-plan', id: made.id },
      detail: { plan: key, environment },
    })
  })
}
