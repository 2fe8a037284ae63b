import { type Ctx } from '#server/services/context.ts'
import { sweepBackups } from '#server/services/backups/sweep-backups.ts'

export async function handleSweepBackups(ctx: Ctx): Promise<void> {
  await sweepBackups(ctx)
}
