import { findRoute } from '#server/domain/galaxy/route-finding.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { type RoutePlan } from './api/sector-calls.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { mayEnterBy } from './may-enter.ts'

type Wish = { sectorId: number; version: number; filter: RouteFilter; regionId: string | null }

/** The route with the fewest turns by allowed sectors, on the map of this version; null when there is none. */
export async function planRoute(galaxy: GalaxyCtx, from: number, to: Wish): Promise<RoutePlan | null> {
  const map = await loadMap(galaxy, to.version)
  const { db, clock } = galaxy
  const mayEnter = await mayEnterBy(db, to.filter, to.regionId, await clock.now(db))
  const route = findRoute(map.graph, from, to.sectorId, mayEnter)
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
