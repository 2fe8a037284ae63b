import { type OfferKey } from '#server/domain/billing/tiers.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getPlanOnSale, type PlanRow } from './plan-queries.ts'

/** The PayPal plan that new buyers get. @throws UNAVAILABLE before setup has created it. */
export async function requirePlanOnSale(ctx: Ctx, key: OfferKey): Promise<PlanRow> {
  const plan = await getPlanOnSale(ctx.db, ctx.config.paypalEnvironment, key)
  if (plan) return plan
  throw new GameError('UNAVAILABLE', 'Subscriptions are not available yet: the plans are not set up.', {
    reason: 'plans-missing',
  })
}
