import { type Ctx } from '#server/services/context.ts'
import { rewardTrade } from '#server/services/membership/reward-trade.ts'

export async function handleRewardTrade(ctx: Ctx): Promise<void> {
  await rewardTrade(ctx)
}
