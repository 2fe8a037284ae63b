import { and, inArray, isNotNull, lt } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { syncLocalSettings } from './sync-local-settings.ts'

/** Updates every stale copy. */
export async function sweepLocalSettings(ctx: Ctx): Promise<void> {
  const stale = await ctx.db
    .select({ regionId: regions.id })
    .from(regions)
    .where(
      and(
        lt(regions.galaxySettingsVersion, regions.settingsVersion),
        isNotNull(regions.galaxyId),
        inArray(regions.status, ['active', 'grace', 'suspended', 'evacuating']),
      ),
    )
  await sweepEach(ctx, stale, (region) => syncLocalSettings(ctx, region))
}
