import { type RegionStatsWire } from '#server/domain/regions/wire.ts'
import { type Ctx } from '../context.ts'
import { countPopulation, countPublicAffairs } from '../regions/region-counts.ts'
import { getRegionFigures } from '../galaxy/get-region-figures.ts'
import { requireGovernment } from '../regions/require-region.ts'

/**
 * Statistics of a region (DESIGN.md §4), for its government. Figures from the galaxy are 0 while it is unavailable;
 * the overview shows which ones.
 * @throws NOT_FOUND to others.
 */
export async function getRegionStats(
  ctx: Ctx,
  input: { region?: string | undefined },
): Promise<RegionStatsWire> {
  const { region } = await requireGovernment(ctx, input.region)
  const people = await countPopulation(ctx.db, region.id)
  const affairs = await countPublicAffairs(ctx, region.id)
  const galaxy = await getRegionFigures(ctx, region)
  return {
    totalPopulation: people.population,
    citizenCount: people.citizens,
    residentCount: people.residents,
    visitorCount: people.visitors,
    averageReputation: people.averageReputation,
    totalRevenue: galaxy?.totalRevenue ?? 0,
    tradeVolume30d: galaxy?.tradeVolume30d ?? 0,
    activeElections: affairs.openElections,
    pendingPolicies: affairs.openPolicies,
    treatiesCount: affairs.treatiesInForce,
    planetsCount: galaxy?.planets ?? 0,
    portsCount: galaxy?.ports ?? 0,
    shipsCount: galaxy?.ships ?? 0,
  }
}
