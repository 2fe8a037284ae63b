import { mayExportRegion } from '#server/domain/regions/may-export-region.ts'
import { type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireReadable } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/** A region that the user may export now. @throws UNAUTHORIZED, NOT_FOUND, FORBIDDEN or CONFLICT with the reason. */
export async function requireExportable(ctx: Ctx, ref: string): Promise<RegionRow> {
  requireUser(ctx)
  const { region, standing } = await requireReadable(ctx, ref)
  const verdict = mayExportRegion(region, standing)
  if (!verdict.ok) throw refused(verdict.reason === 'not-readable' ? 'CONFLICT' : 'FORBIDDEN', verdict)
  return region
}
