import { type RoutePlan } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyOf } from '../galaxy/galaxy-of.ts'
import { placeOfGalaxy } from './place.ts'
import { pilotOf, requirePresence } from './presence.ts'

/** The way with the fewest warps from where the player is. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
export async function planRoute(ctx: Ctx, { toSector }: { toSector: number }): Promise<RoutePlan> {
  const present = await requirePresence(ctx)
  const { galaxyId, version } = await placeOfGalaxy(ctx, present.galaxyId)
  return galaxyOf(ctx, galaxyId).route({ ...pilotOf(present), toSector, version })
}
