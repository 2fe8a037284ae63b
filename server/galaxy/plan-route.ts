import { routeLegs, routeTurns } from '#server/domain/galaxy/route-cost.ts'
import { findRoute } from '#server/domain/galaxy/route-finding.ts'
import { notFound } from '#server/errors.ts'
import { type CallInput, type RoutePlan } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { getGalaxyMap } from './galaxy-map.ts'
import { notPresent } from './not-present.ts'
import { getPilot } from './pilots.ts'

/** The way with the fewest warps from where a pilot is. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
export async function planRoute(
  galaxy: GalaxyCtx,
  { toSector, version, ...ref }: CallInput<'route'>,
): Promise<RoutePlan> {
  const pilot = await getPilot(galaxy.db, ref)
  if (!pilot) throw notPresent()
  const map = await getGalaxyMap(galaxy, version)
  const route = findRoute(map.warpMap, pilot.sectorId, toSector)
  if (!route) throw notFound('A way to this sector')
  const legs = routeLegs(map.warps, route)
  return {
    from: pilot.sectorId,
    to: toSector,
    legs: legs.map((leg) => ({ ...leg, name: map.nameOf.get(leg.sectorId) ?? `Sector ${leg.sectorId}` })),
    turns: routeTurns(legs),
  }
}
