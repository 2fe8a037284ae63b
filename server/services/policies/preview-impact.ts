import { previewImpact as impactOf } from '#server/domain/policies/impact.ts'
import { type ImpactLine } from '#server/domain/policies/impact-line.ts'
import { changesFromWire, type WireChanges } from '#server/domain/regions/wire-settings.ts'
import { type Ctx } from '../context.ts'
import { settingsOf } from '../regions/region-rows.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { regionMonth } from './region-month.ts'

/**
 * What changes would have meant on the last thirty days of the region's own figures, and plainly nothing where there are
 * none. @throws UNAUTHORIZED, NOT_FOUND to those outside the region.
 */
export async function previewImpact(
  ctx: Ctx,
  input: { region?: string | undefined; changes: WireChanges },
): Promise<ImpactLine[]> {
  const { region } = await requireParticipant(ctx, input.region)
  return impactOf(settingsOf(region), changesFromWire(input.changes), await regionMonth(ctx, region))
}
