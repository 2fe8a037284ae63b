import { and, gt, inArray, isNotNull } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { sweepEach } from '../sweep-each.ts'

/**
 * Pays for today's patrols (UTC day) of every open region that has ordered some, once a day, as far as its treasury goes.
 * Run again it changes nothing; a region whose galaxy cannot be reached is paid for by a later run of the same day. A day
 * on which nothing ran is not charged afterwards: nobody flew. What was paid is noted in the platform's row of the region,
 * for pages that must not wait for a galaxy, by the galaxy's message.
 */
export async function payPatrols(ctx: Ctx): Promise<void> {
  const due = await ctx.db
    .select({ regionId: regions.id, galaxyId: regions.galaxyId, ordered: regions.defenseLevel })
    .from(regions)
    .where(
      and(inArray(regions.status, OPEN_STATUSES), isNotNull(regions.galaxyId), gt(regions.defenseLevel, 0)),
    )
  await sweepEach(ctx, due, async ({ regionId, galaxyId, ordered }) => {
    if (galaxyId !== null)
      await galaxyClient(ctx, galaxyId, { transient: true }).payPatrols({ regionId, ordered })
  })
}
