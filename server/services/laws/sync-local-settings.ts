import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getRegion, settingsOf } from '../regions/region-rows.ts'

/**
 * Copies a region's settings into its galaxy. Always copies the newest version and never replaces a newer one, so it
 * may run twice, late or concurrently. Does nothing for a region without a galaxy; provisioning copies them then.
 */
export async function syncLocalSettings(ctx: Ctx, { regionId }: { regionId: string }): Promise<void> {
  const region = await getRegion(ctx.db, regionId)
  if (!region?.galaxyId) return
  await galaxyClient(ctx, region.galaxyId).syncSettings({
    regionId,
    version: region.settingsVersion,
    settings: { ...settingsOf(region), seed: region.seed },
  })
}
