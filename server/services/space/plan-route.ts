import { routeLegs, routeTurns } from '#server/domain/galaxy/route-cost.ts'
import { findRoute } from '#server/domain/galaxy/route-finding.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getGalaxyMap } from '../galaxy/galaxy-map.ts'
import { requireUser } from '../require-actor.ts'
import { notPresent } from './not-present.ts'
import { placeOfGalaxy } from './place.ts'
import { getPilot, getWhereabouts } from './presence.ts'

export type RoutePlan = {
  from: number
  to: number
  legs: { sectorId: number; name: string; kind: string; turns: number }[]
  /** Turns for the whole way. */
  turns: number
}

/** The way with the fewest warps from where the player is. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
export async function planRoute(ctx: Ctx, { toSector }: { toSector: number }): Promise<RoutePlan> {
  const user = requireUser(ctx)
  const present = await getWhereabouts(ctx.db, user.userId)
  if (!present) throw notPresent()
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  const pilot = await ctx.galaxies.withGalaxy(place.galaxyId, (galaxy) => getPilot(galaxy, user.userId))
  if (!pilot) throw notPresent()
  const map = await getGalaxyMap(ctx, place)
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
