import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { placeOfGalaxy } from './place.ts'
import { pilotOf, requirePresence } from './presence.ts'

/**
 * The sectors of the galaxy where the player is that they have been to. @throws UNAUTHORIZED, CONFLICT `not-present`, UNAVAILABLE
 * when the galaxy cannot be reached.
 */
export async function getCharted(ctx: Ctx): Promise<{ place: string; sectorIds: number[] }> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  const { sectorIds } = await galaxyClient(ctx, place.galaxyId).getCharted(pilotOf(present))
  return { place: place.ref, sectorIds }
}
