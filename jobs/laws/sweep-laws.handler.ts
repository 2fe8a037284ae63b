import { type Ctx } from '#server/services/context.ts'
import { sweepLaws } from '#server/services/laws/sweep-laws.ts'

export async function handleSweepLaws(ctx: Ctx): Promise<void> {
  await sweepLaws(ctx)
}
