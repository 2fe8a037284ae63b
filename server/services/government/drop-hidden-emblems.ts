import { and, eq, lte } from 'drizzle-orm'
import { regionEmblems } from '#db/schema/platform/regions.ts'
import { KEPT_AFTER_DAYS } from '#server/domain/regions/smaller-tier.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { transact, type Ctx } from '../context.ts'
import { deleteEmblem, hideOrShowEmblem } from '../regions/emblem-of.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { sweepEach } from '../sweep-each.ts'

/**
 * Deletes emblems whose regions' tiers have had none for so long, and those of regions that ended. Follows the operator's settings too,
 * which may give a tier an emblem or take it. Returns how many it deleted.
 */
export async function dropHiddenEmblems(ctx: Ctx): Promise<number> {
  const uploaded = await ctx.db.select({ regionId: regionEmblems.regionId }).from(regionEmblems)
  let dropped = 0
  await sweepEach(ctx, uploaded, async ({ regionId }) => {
    if (await dropIfDue(ctx, regionId)) dropped++
  })
  return dropped
}

const dropIfDue = (ctx: Ctx, regionId: string): Promise<boolean> =>
  transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    if (region.status === 'terminated') return deleteEmblem(tx, regionId)
    await hideOrShowEmblem(tx, region)
    const before = new Date(tx.now.getTime() - KEPT_AFTER_DAYS * DAY_MS)
    const due = await tx.db.$count(
      regionEmblems,
      and(eq(regionEmblems.regionId, regionId), lte(regionEmblems.hiddenSince, before)),
    )
    return due > 0 && deleteEmblem(tx, regionId)
  })
