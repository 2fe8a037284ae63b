import { type ShipAndOffers } from '#server/galaxy/api/yard-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { placeOfGalaxy } from '../space/place.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

/**
 * The player's ship, and what the yards of their sector can do for it, and the nearest others.
 * @throws UNAUTHORIZED, CONFLICT `not-present`, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function getShip(ctx: Ctx): Promise<ShipAndOffers> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  return galaxyClient(ctx, place.galaxyId).getShip({
    ...pilotOf(present),
    version: place.version,
  })
}
