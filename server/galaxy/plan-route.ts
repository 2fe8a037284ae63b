import { findRoute } from '#server/domain/galaxy/route-finding.ts'
import { notFound } from '#server/errors.ts'
import { type CallInput, type RoutePlan } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { notPresent } from './not-present.ts'
import { getPilot } from './pilots.ts'

/** The route with the fewest turns from a pilot’s sector. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
export async function planRoute(
  galaxy: GalaxyCtx,
  { toSector, version, ...ref }: CallInput<'planRoute'>,
): Promise<RoutePlan> {
  const pilot = await getPilot(galaxy.db, ref)
  if (!pilot) throw notPresent()
  const map = await loadMap(galaxy, version)
  const route = findRoute(map.graph, pilot.sectorId, toSector)
  if (!route) throw notFound('A route to this sector')
  return {
    from: pilot.sectorId,
    to: toSector,
    legs: route.legs.map((leg) => ({
      ...leg,
      name: map.nameOf.get(leg.sectorId) ?? `Sector ${leg.sectorId}`,
    })),
    turns: route.turns,
  }
}
