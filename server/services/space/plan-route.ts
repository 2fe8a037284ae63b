import { type RoutePlan } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { placeOfGalaxy } from './place.ts'
import { pilotOf, requirePresence } from './presence.ts'

/** The route with the fewest turns from the player’s sector. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
export async function planRoute(ctx: Ctx, { toSector }: { toSector: number }): Promise<RoutePlan> {
  const present = await requirePresence(ctx)
  const { galaxyId, version } = await placeOfGalaxy(ctx, present.galaxyId)
  return galaxyClient(ctx, galaxyId).planRoute({ ...pilotOf(present), toSector, version })
}
