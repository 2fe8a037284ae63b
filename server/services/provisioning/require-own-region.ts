import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireRegion } from '../regions/require-region.ts'

/** The region, for its owner and administrators only. @throws NOT_FOUND to others. */
export async function requireOwnRegion(ctx: Ctx, ref: string): Promise<RegionRow> {
  const user = requireUser(ctx)
  const region = await requireRegion(ctx, ref)
  if (region.ownerId !== user.userId && user.role !== 'admin') throw notFound('This region')
  return region
}
