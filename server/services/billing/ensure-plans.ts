import { paypalPlans, planPrices } from '#db/schema/platform/billing.ts'
import { OFFER_KEYS, planOfOffer, tierOfOffer, type OfferKey } from '#server/domain/billing/tiers.ts'
import { transact, type Ctx } from '../context.ts'
import { offerWords } from './offer-words.ts'
import { getPlanOnSale } from './plan-queries.ts'

/**
 * Creates our products and plans at PayPal, those of the tiers that are sold, once per environment, with their first prices, and stores their ids. Existing
 * plans are left alone, whatever they cost by now, and an interrupted run repeats with the same request ids. Returns the
 * plans it created.
 */
export async function ensurePlans(ctx: Ctx): Promise<OfferKey[]> {
  const made: OfferKey[] = []
  for (const key of OFFER_KEYS) {
    if (!ctx.config.tiers[tierOfOffer(key)].isOffered) continue
    if (await getPlanOnSale(ctx.db, ctx.config.paypalEnvironment, key)) continue
    await makePlan(ctx, key)
    made.push(key)
  }
  return made
}

async function makePlan(ctx: Ctx, key: OfferKey): Promise<void> {
  const environment = ctx.config.paypalEnvironment
  const plan = offerWords(ctx.config, key)
  const price = plan.firstPrice
  const requestId = (what: string) => `sectorwars-${environment}-${what}-${key}-${price.minor}`
  // A subscription moves among the plans of one product only, so tiers share that of the smallest.
  const smallest = await getPlanOnSale(ctx.db, environment, planOfOffer(key))
  const productId =
    smallest?.productId ??
    (
      await ctx.paypal.createProduct({
        name: plan.name,
        description: plan.description,
        requestId: requestId('product'),
      })
    ).id
  const made = await ctx.paypal.createPlan({
    productId,
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
        productId,
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
