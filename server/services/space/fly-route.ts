import { GameError } from '#server/errors.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { flightTermsFor } from './flight-terms.ts'
import { placeOfGalaxy, requireOpenPlace } from './place.ts'
import { pilotOf, requirePresence } from './presence.ts'

export type RouteFlight = Omit<CallOutput<'flyRoute'>, 'messages'>

/**
 * Flies the planned route in one act, as far as turns and events let it. `mapVersion` is that of the map on which it was planned.
 * @throws CONFLICT `not-present`, `map-changed`, `moved-on`, `no-route`, `not-enough-turns`, `region-not-open`.
 */
export async function flyRoute(
  ctx: Ctx,
  input: { fromSector: number; toSector: number; mapVersion: number },
): Promise<RouteFlight> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  if (place.version !== input.mapVersion)
    throw new GameError('CONFLICT', 'The map has changed. Plan the route again.', { reason: 'map-changed' })
  const { messages: _applied, ...flight } = await galaxyClient(ctx, place.galaxyId).flyRoute({
    ...pilotOf(present),
    fromSector: input.fromSector,
    toSector: input.toSector,
    version: place.version,
    terms: await flightTermsFor(ctx, place, present.userId),
  })
  return flight
}
