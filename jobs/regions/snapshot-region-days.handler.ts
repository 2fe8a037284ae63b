import { type Ctx } from '#server/services/context.ts'
import { snapshotRegionDays } from '#server/services/government/snapshot-region-days.ts'

export async function handleSnapshotRegionDays(ctx: Ctx): Promise<void> {
  await snapshotRegionDays(ctx)
}
