import { type Ctx } from '#server/services/context.ts'
import { sweepLocalSettings } from '#server/services/laws/sweep-local-settings.ts'

export async function handleSweepSettings(ctx: Ctx): Promise<void> {
  await sweepLocalSettings(ctx)
}
