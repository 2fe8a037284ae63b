import { lostBenefits, shownBenefits, type Tier } from '#server/domain/billing/tiers.ts'
import { type Ctx } from '../context.ts'
import { requireRegion } from '../regions/require-region.ts'
import { listTiers, type ShownTier } from './list-tiers.ts'

/** The size of a region, whether it is still sold or not, and the sizes that are sold with what of the region each would erase. @throws NOT_FOUND. */
export async function listRegionTiers(
  ctx: Ctx,
  input: { region: string },
): Promise<{ present: Tier; tiers: (ShownTier & { lost: string[] })[] }> {
  const { tier: present } = await requireRegion(ctx, input.region)
  const { config } = ctx
  const has = shownBenefits(config.tiers[present].benefits, config.retention)
  const sold = await listTiers(ctx)
  return { present, tiers: sold.map((tier) => ({ ...tier, lost: lostBenefits(has, tier.benefits) })) }
}
