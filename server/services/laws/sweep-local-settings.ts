import { and, inArray, isNotNull, lt } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { syncLocalSettings } from './sync-local-settings.ts'

/** Updates every stale copy. One unavailable galaxy does not block the others. */
export async function sweepLocalSettings(ctx: Ctx): Promise<void> {
  const stale = await ctx.db
    .select({ id: regions.id })
    .from(regions)
    .where(
      and(
        lt(regions.galaxySettingsVersion, regions.settingsVersion),
        isNotNull(regions.galaxyId),
        inArray(regions.status, ['active', 'grace', 'suspended', 'evacuating']),
      ),
    )
  for (const { id } of stale) {
    try {
      await syncLocalSettings(ctx, { regionId: id })
    } catch (error) {
      ctx.log.warn({ err: error, regionId: id }, 'could not copy settings to the galaxy; will retry')
    }
  }
}
