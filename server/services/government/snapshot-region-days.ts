import { inArray } from 'drizzle-orm'
import { regionDays, regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { countBallotsCast, countPopulation } from '../regions/region-counts.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { sweepEach } from '../sweep-each.ts'
import { getRegionFigures } from '../galaxy/get-region-figures.ts'

const DAY_MS = 86_400_000

/**
 * Records today's figures (UTC day) of every readable region. Each run replaces the row of the day, so the last run
 * before midnight wins. A region whose galaxy is unavailable keeps its existing row.
 */
export async function snapshotRegionDays(ctx: Ctx): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(regions)
    .where(inArray(regions.status, ['active', 'grace', 'suspended', 'evacuating']))
  await sweepEach(ctx, rows, (region) => snapshotRegion(ctx, region))
}

async function snapshotRegion(ctx: Ctx, region: RegionRow) {
  const galaxy = await getRegionFigures(ctx, region)
  if (region.galaxyId && !galaxy) return
  const now = await ctx.clock.now(ctx.db)
  const day = now.toISOString().slice(0, 10)
  const from = new Date(`${day}T00:00:00Z`)
  const figures = {
    ...(await countPopulation(ctx.db, region.id)),
    treasury: galaxy?.treasury ?? 0,
    activity: galaxy?.activityToday ?? 0,
    ballotsCast: await countBallotsCast(ctx.db, region.id, from, new Date(from.getTime() + DAY_MS)),
    takenAt: now,
  }
  await ctx.db
    .insert(regionDays)
    .values({ regionId: region.id, day, ...figures })
    .onConflictDoUpdate({ target: [regionDays.regionId, regionDays.day], set: figures })
}
