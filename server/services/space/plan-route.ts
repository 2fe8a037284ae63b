import { type RoutePlan } from '#server/galaxy/galaxy-api.ts'
import { notPresent } from '#server/galaxy/not-present.ts'
import { type Ctx } from '../context.ts'
import { galaxyOf } from '../galaxy/galaxy-of.ts'
import { requireUser } from '../require-actor.ts'
import { placeOfGalaxy } from './place.ts'
import { getWhereabouts } from './presence.ts'

/** The way with the fewest warps from where the player is. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
export async function planRoute(ctx: Ctx, { toSector }: { toSector: number }): Promise<RoutePlan> {
  const { userId } = requireUser(ctx)
  const present = await getWhereabouts(ctx.db, userId)
  if (!present) throw notPresent()
  const { galaxyId, version } = await placeOfGalaxy(ctx, present.galaxyId)
  return galaxyOf(ctx, galaxyId).route({ userId, toSector, version })
}
