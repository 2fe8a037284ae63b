import { eq } from 'drizzle-orm'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { sweepEach } from '../sweep-each.ts'

/**
 * Has every galaxy fix what holds in its economy today and make tomorrow's (ECONOMY.md §1.4). Run again it changes nothing; a galaxy that
 * cannot be reached repeats its last known day until it can.
 */
export async function openDays(ctx: Ctx): Promise<void> {
  const ready = await ctx.db
    .select({ galaxyId: galaxies.id, regionId: regions.id, status: regions.status })
    .from(galaxies)
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(eq(galaxies.status, 'ready'))
  await sweepEach(ctx, ready, async ({ galaxyId, regionId, status }) => {
    const isClosed = status !== null && !isOpenForBusiness(status)
    await galaxyClient(ctx, galaxyId, { transient: true }).openDay({ regionId, isClosed })
  })
}
