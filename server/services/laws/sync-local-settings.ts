import { and, eq, lt, sql } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { type Ctx } from '../context.ts'
import { getRegion, settingsOf } from '../regions/region-rows.ts'

/**
 * Copies a region's settings into its galaxy. Always copies the newest version and never replaces a newer one, so it
 * may run twice, late or concurrently. Does nothing for a region without a galaxy; provisioning copies them then.
 */
export async function syncLocalSettings(ctx: Ctx, { regionId }: { regionId: string }): Promise<void> {
  const region = await getRegion(ctx.db, regionId)
  if (!region?.galaxyId) return
  const version = region.settingsVersion
  const copy = { version, settings: { ...settingsOf(region) }, copiedAt: await ctx.clock.now(ctx.db) }
  await ctx.galaxies.withGalaxy(region.galaxyId, (galaxy) =>
    galaxy
      .insert(localSettings)
      .values({ regionId, ...copy })
      .onConflictDoUpdate({
        target: localSettings.regionId,
        set: copy,
        setWhere: sql`${localSettings.version} < excluded.version`,
      }),
  )
  await ctx.db
    .update(regions)
    .set({ galaxySettingsVersion: version })
    .where(and(eq(regions.id, regionId), lt(regions.galaxySettingsVersion, version)))
}
