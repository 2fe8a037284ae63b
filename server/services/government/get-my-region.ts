import { type Ctx } from '../context.ts'
import { requireGovernment } from '../regions/require-region.ts'
import { getRegionView, type RegionView } from './get-region-view.ts'
import { type Standing } from '../regions/require-region.ts'

/**
 * One region that the user governs: by id or name, or the only one.
 * @throws NOT_FOUND; BAD_REQUEST when the user governs several and named none.
 */
export async function getMyRegion(
  ctx: Ctx,
  input: { region?: string | undefined },
): Promise<RegionView & { standing: Standing }> {
  const { region, standing } = await requireGovernment(ctx, input.region)
  return { ...(await getRegionView(ctx, region, standing)), standing }
}
