import { findRoute } from '#server/domain/galaxy/route-finding.ts'
import { type RoutePlan } from './api/sector-calls.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'

/** The route with the fewest turns between two sectors, on the map of this version; null when there is none. */
export async function planRoute(
  galaxy: GalaxyCtx,
  from: number,
  to: { sectorId: number; version: number },
): Promise<RoutePlan | null> {
  const map = await loadMap(galaxy, to.version)
  const route = findRoute(map.graph, from, to.sectorId)
  if (!route) return null
  return {
    from,
    to: to.sectorId,
    legs: route.legs.map((leg) => ({
      ...leg,
      name: map.nameOf.get(leg.sectorId) ?? `Sector ${leg.sectorId}`,
    })),
    turns: route.turns,
  }
}
