import { and, eq, inArray, lte } from 'drizzle-orm'
import { regionEmblems, regions } from '#db/schema/platform/regions.ts'
import { HIDDEN_EMBLEM_DAYS } from '#server/domain/regions/emblem-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { transact, type Ctx } from '../context.ts'
import { hideOrShowEmblem } from '../regions/emblem-of.ts'

/**
 * Deletes emblems whose regions' tiers have had none for so long. Follows the operator's settings too, which may give a tier an
 * emblem or take it. Returns how many it deleted.
 */
export async function dropHiddenEmblems(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const uploaded = await tx.db
      .select({ id: regions.id, tier: regions.tier })
      .from(regionEmblems)
      .innerJoin(regions, eq(regions.id, regionEmblems.regionId))
    for (const region of uploaded) await hideOrShowEmblem(tx, region)
    const before = new Date(tx.now.getTime() - HIDDEN_EMBLEM_DAYS * DAY_MS)
    const dropped = await tx.db
      .delete(regionEmblems)
      .where(lte(regionEmblems.hiddenSince, before))
      .returning({ regionId: regionEmblems.regionId })
    const ids = dropped.map(({ regionId }) => regionId)
    if (ids.length > 0)
      await tx.db
        .update(regions)
        .set({ emblemMark: null })
        .where(and(inArray(regions.id, ids)))
    return ids.length
  })
}
