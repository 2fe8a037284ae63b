import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { GameError } from '#server/errors.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { flightTermsHere } from './flight-terms.ts'
import { requireOpenPlace } from './place.ts'
import { pilotOf } from './presence.ts'
import { showSectors } from './show-sectors.ts'
import { requireWhereOneIs } from './where-one-is.ts'

export type RouteFlight = Omit<CallOutput<'flyRoute'>, 'from'>

/**
 * Flies the planned route in one act, as far as turns and events let it. `mapVersion` is that of the map on which it was planned.
 * @throws CONFLICT `not-present`, `map-changed`, `moved-on`, `no-route`, `route-longer`, `not-enough-turns`,
 * `region-not-open`.
 */
export async function flyRoute(
  ctx: Ctx,
  {
    mapVersion,
    avoidsFights,
    lowestSecurity,
    ...route
  }: { fromSector: number; toSector: number; mapVersion: number; maxTurns: number | null } & RouteFilter,
): Promise<RouteFlight> {
  const here = await requireWhereOneIs(ctx)
  const { present, place } = here
  requireOpenPlace(place)
  if (place.version !== mapVersion)
    throw new GameError('CONFLICT', 'The map has changed. Plan the route again.', { reason: 'map-changed' })
  const { from, ...flight } = await galaxyClient(ctx, place.galaxyId).flyRoute({
    ...pilotOf(present),
    ...route,
    version: place.version,
    filter: { avoidsFights, lowestSecurity },
    regionId: place.region?.id ?? null,
    terms: await flightTermsHere(ctx, here),
  })
  if (flight.flown.length > 0) await showSectors(ctx, place, [from, flight.sectorId])
  return flight
}
