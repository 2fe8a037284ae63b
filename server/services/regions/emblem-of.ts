import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { regionEmblems, regions } from '#db/schema/platform/regions.ts'
import { type Ctx, type Tx } from '../context.ts'
import { benefitsOf } from './benefits-of.ts'
import { type RegionRow } from './region-rows.ts'

/** Address of the emblem that a region's owner uploaded; null where there is none, or its tier has none. */
export const emblemUrlOf = (ctx: Ctx, region: RegionRow): string | null =>
  region.emblemMark !== null && benefitsOf(ctx, region).emblem
    ? `/emblems/${region.name}?of=${region.emblemMark.slice(0, 16)}`
    : null

/** Notes since when an uploaded emblem is not shown, or that it is again. */
export async function hideOrShowEmblem(tx: Tx, region: Pick<RegionRow, 'id' | 'tier'>): Promise<void> {
  const isShown = benefitsOf(tx, region).emblem
  await tx.db
    .update(regionEmblems)
    .set({ hiddenSince: isShown ? null : tx.now })
    .where(
      and(
        eq(regionEmblems.regionId, region.id),
        isShown ? isNotNull(regionEmblems.hiddenSince) : isNull(regionEmblems.hiddenSince),
      ),
    )
}

/** Deletes an uploaded emblem with the address it had; the caller has locked the region's row. False where there was none. */
export async function deleteEmblem(tx: Tx, regionId: string): Promise<boolean> {
  const deleted = await tx.db
    .delete(regionEmblems)
    .where(eq(regionEmblems.regionId, regionId))
    .returning({ regionId: regionEmblems.regionId })
  await tx.db
    .update(regions)
    .set({ emblemMark: null })
    .where(and(eq(regions.id, regionId), isNotNull(regions.emblemMark)))
  return deleted.length > 0
}
