import { type Ctx } from '#server/services/context.ts'
import { sweepCouncil } from '#server/services/council/sweep-council.ts'

export async function handleSweepCouncil(ctx: Ctx): Promise<void> {
  await sweepCouncil(ctx)
}
