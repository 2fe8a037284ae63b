import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { type RoutePlan } from '#server/galaxy/api/sector-calls.ts'
import { notPresent } from '#server/galaxy/not-present.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getMySector } from './get-my-sector.ts'

/** The route with the fewest turns by allowed sectors from where the player is. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
export async function planRoute(
  ctx: Ctx,
  { toSector, avoidsFights, lowestSecurity }: { toSector: number } & RouteFilter,
): Promise<RoutePlan & { mapVersion: number }> {
  const view = await getMySector(ctx, {
    pilotsPage: 1,
    routeTo: { sectorId: toSector, filter: { avoidsFights, lowestSecurity } },
  })
  if (!view) throw notPresent()
  if (!view.route) throw notFound('A way to this sector')
  return { ...view.route, mapVersion: view.place.version }
}
