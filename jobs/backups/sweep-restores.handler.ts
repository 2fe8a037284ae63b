import { type Ctx } from '#server/services/context.ts'
import { sweepRestores } from '#server/services/backups/sweep-restores.ts'

export async function handleSweepRestores(ctx: Ctx): Promise<void> {
  await sweepRestores(ctx)
}
