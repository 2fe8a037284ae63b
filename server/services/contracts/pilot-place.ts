import { type PilotRef } from '#server/galaxy/api/pilot-terms.ts'
import { type Ctx } from '../context.ts'
import { placeOfGalaxy, requireOpenPlace, type Place } from '../space/place.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

/** Where the player is. @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`. */
export async function requirePilotPlace(ctx: Ctx): Promise<{ place: Place; pilot: PilotRef }> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  return { place, pilot: pilotOf(present) }
}
