import { sweepArchives } from '#server/services/archives/sweep-archives.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleSweepArchives(ctx: Ctx): Promise<void> {
  await sweepArchives(ctx)
}
