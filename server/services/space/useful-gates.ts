import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type RegionGate } from '#server/domain/travel/travel-network.ts'
import { type Ctx } from '../context.ts'
import { treatyEffectsWithAll } from '../diplomacy/treaty-effects-between.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { findLinked } from './passages.ts'
import { type Place } from './place.ts'

/**
 * The gates that a journey between two places can use: those of regions that open borders join, over however many treaties, with one of
 * the two. A pilot who enters another region from the Nexus comes back to the same hub sector.
 */
export async function usefulGates(
  ctx: Ctx,
  from: Place,
  to: Place,
): Promise<{ region: RegionRow; gate: RegionGate }[]> {
  const linked = (await findLinked(ctx)).filter(({ gateSector }) => gateSector !== null)
  const bonds = (
    await treatyEffectsWithAll(
      ctx,
      linked.map(({ id }) => id),
    )
  ).filter(({ effects }) => effects.openBorders)
  const partnersOf = (regionId: string) =>
    bonds.filter((bond) => bond.regionId === regionId).map(({ partner }) => partner.id)
  const useful = new Set<string>()
  const waiting = [from, to].flatMap(({ region }) => region?.id ?? [])
  for (const regionId of waiting) {
    if (useful.has(regionId)) continue
    useful.add(regionId)
    waiting.push(...partnersOf(regionId))
  }
  const galaxyOf = new Map(linked.map(({ id, galaxyId }) => [id, galaxyId]))
  return linked.flatMap((region) => {
    const { id, galaxyId, gateSector, nexusWarpGateSector: nexusSector, status } = region
    if (!useful.has(id) || galaxyId === null || gateSector === null || nexusSector === null) return []
    const openBorders = partnersOf(id).flatMap((partner) => galaxyOf.get(partner) ?? [])
    return [
      { region, gate: { galaxyId, gateSector, nexusSector, isOpen: isOpenForBusiness(status), openBorders } },
    ]
  })
}
