import { type Ctx } from '#server/services/context.ts'
import { syncLocalSettings } from '#server/services/laws/sync-local-settings.ts'

export async function handleSyncSettings(ctx: Ctx, { regionId }: { regionId: string }): Promise<void> {
  await syncLocalSettings(ctx, { regionId })
}
