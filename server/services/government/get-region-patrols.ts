import { patrolsOnDuty } from '#server/domain/economy/defense-upkeep.ts'
import { type Ctx } from '../context.ts'
import { type Patrols } from '#server/galaxy/api/treasury-calls.ts'
import { getRequestTime } from '../once-per-request.ts'
import { getRegionFigures } from '../galaxy/get-region-figures.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/** Patrols that a region's law orders and its treasury pays for; null while it has no galaxy or that cannot be reached. */
export async function getRegionPatrols(ctx: Ctx, region: RegionRow): Promise<Patrols | null> {
  const figures = await getRegionFigures(ctx, region)
  if (!figures) return null
  const today = (await getRequestTime(ctx, 'now')).toISOString().slice(0, 10)
  const ordered = region.defenseLevel
  return { ordered, onDuty: patrolsOnDuty(figures.patrolDay, today, ordered) }
}

/**
 * The patrol level (0–5) on duty, from the latest payment that the platform knows: for public pages, which must not wait for a
 * galaxy. Null while patrols are set and no payment is known.
 */
export async function getLastKnownPatrolLevel(ctx: Ctx, region: RegionRow): Promise<number | null> {
  const { patrolsPaidDay: day, patrolsPaidLevel: paid, defenseLevel: ordered } = region
  if (ordered === 0) return 0
  if (day === null || paid === null) return null
  const now = await getRequestTime(ctx, 'now')
  return patrolsOnDuty({ day, paid }, now.toISOString().slice(0, 10), ordered)
}
