import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { getRegion } from './region-rows.ts'

/** Whether a region is open, as last committed. Jobs wait while it is closed and skip it once it is gone. */
export async function isRegionOpen(ctx: Ctx, regionId: string): Promise<boolean> {
  const region = await getRegion(ctx.db, regionId)
  return region !== null && isOpenForBusiness(region.status)
}
