import { offerOf, type Tier } from '#server/domain/billing/tiers.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { type PlanRow } from './plan-queries.ts'
import { requirePlanOnSale } from './require-plan-on-sale.ts'

/** The PayPal plan by which a region of a tier is bought. @throws CONFLICT `not-offered`; UNAVAILABLE before setup has created it. */
export async function requireTierOnOffer(ctx: Ctx, tier: Tier): Promise<PlanRow> {
  if (!ctx.config.tiers[tier].isOffered)
    throw new GameError('CONFLICT', 'This size is not sold.', { reason: 'not-offered' })
  return requirePlanOnSale(ctx, offerOf('regional_owner', tier))
}
