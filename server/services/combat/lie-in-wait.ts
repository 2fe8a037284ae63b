import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { placeOfGalaxy, requireOpenPlace } from '../space/place.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'
import { citizenshipsOf } from './fight-terms.ts'

export type Waiting = Omit<CallOutput<'lieInWait'>, 'messages'>

/** Lies in wait in the player's sector. Asked again it costs nothing. @throws UNAUTHORIZED, CONFLICT with the reason, UNAVAILABLE. */
export async function lieInWait(ctx: Ctx): Promise<Waiting> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  const homes = await citizenshipsOf(ctx, [present.userId])
  const { messages: _applied, ...waiting } = await galaxyClient(ctx, place.galaxyId).lieInWait({
    ...pilotOf(present),
    regionId: place.region?.id ?? null,
    citizenOf: homes.get(present.userId) ?? [],
  })
  return waiting
}
