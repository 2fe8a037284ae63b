import { type Ctx } from '#server/services/context.ts'
import { sweepRewards } from '#server/services/voting/sweep-rewards.ts'

export async function handleSweepRewards(ctx: Ctx): Promise<void> {
  await sweepRewards(ctx)
}
