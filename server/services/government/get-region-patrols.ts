import { patrolsOnDuty } from '#server/domain/economy/defense-upkeep.ts'
import { type Ctx } from '../context.ts'
import { patrolsOf, type Patrols } from '../economy/patrols-of.ts'
import { getRequestTime } from '../once-per-request.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/**
 * Patrols that the region's law orders and its treasury pays for. Null without a galaxy, or while it is unavailable.
 */
export async function getRegionPatrols(ctx: Ctx, region: RegionRow): Promise<Patrols | null> {
  if (!region.galaxyId) return null
  try {
    const now = await getRequestTime(ctx, 'now')
    return await ctx.galaxies.withGalaxy(region.galaxyId, (galaxy) =>
      patrolsOf(galaxy, region.defenseLevel, now),
    )
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'galaxy patrols are unavailable')
    return null
  }
}

/**
 * The patrol level (0–5) on duty according to the platform's copy of the last booking. For public pages, which must
 * not wait for a galaxy. Null when patrols are ordered but no booking is known yet.
 */
export async function getLastKnownPatrolLevel(ctx: Ctx, region: RegionRow): Promise<number | null> {
  const { patrolsPaidDay: day, patrolsPaidLevel: paid, defenseLevel: ordered } = region
  if (ordered === 0) return 0
  if (day === null || paid === null) return null
  const now = await getRequestTime(ctx, 'now')
  return patrolsOnDuty({ day, paid }, now.toISOString().slice(0, 10), ordered)
}
