import { inArray } from 'drizzle-orm'
import { sectors, warps } from '#db/schema/galaxy/space.ts'
import { routeLegs, routeTurns } from '#server/domain/galaxy/route-cost.ts'
import { createWarpMap, findRoute } from '#server/domain/galaxy/route-finding.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { notPresent } from './not-present.ts'
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
  const galaxy = await ctx.galaxies.open(present.galaxyId)
  return galaxy.transaction(
    async (tx) => {
      const pilot = await getPilot(tx, user.userId)
      if (!pilot) throw notPresent()
      const all = await tx.select().from(warps)
      const route = findRoute(createWarpMap(all), pilot.sectorId, toSector)
      if (!route) throw notFound('A way to this sector')
      const legs = routeLegs(all, route)
      const names = await tx
        .select({ id: sectors.id, name: sectors.name })
        .from(sectors)
        .where(inArray(sectors.id, route))
      const nameOf = new Map(names.map(({ id, name }) => [id, name]))
      return {
        from: pilot.sectorId,
        to: toSector,
        legs: legs.map((leg) => ({ ...leg, name: nameOf.get(leg.sectorId) ?? `Sector ${leg.sectorId}` })),
        turns: routeTurns(legs),
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
