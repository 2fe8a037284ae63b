import { type Ctx } from '../context.ts'
import { oncePerRequest } from '../once-per-request.ts'
import { type GalaxyStats } from '#server/galaxy/api/upkeep-calls.ts'
import { galaxyClient } from './galaxy-client.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/** Figures from a region's galaxy. Null when it has no galaxy or the galaxy is unavailable; the page then says so. */
export async function getRegionFigures(ctx: Ctx, region: RegionRow): Promise<GalaxyStats | null> {
  if (!region.galaxyId) return null
  try {
    return await figuresOnce(ctx, region.galaxyId)
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'galaxy figures are unavailable')
    return null
  }
}

/** Figures and patrols of a page are one call. */
const figuresOnce = oncePerRequest((ctx, galaxyId) => galaxyClient(ctx, galaxyId).getStats({}))
