import { type Ctx } from '../context.ts'
import { patrolsOf, type Patrols } from '../economy/patrols-of.ts'
import { timeOfRequest } from '../once-per-request.ts'
import { type RegionRow } from './queries.ts'

/** Patrols that a region's law orders and its treasury pays for; null while it has no galaxy or that cannot be reached. */
export async function regionPatrols(ctx: Ctx, region: RegionRow): Promise<Patrols | null> {
  if (!region.galaxyId) return null
  try {
    const galaxy = await ctx.galaxies.open(region.galaxyId)
    return await patrolsOf(galaxy, region.defenseLevel, await timeOfRequest(ctx, 'now'))
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'the patrols of a galaxy are not known')
    return null
  }
}
