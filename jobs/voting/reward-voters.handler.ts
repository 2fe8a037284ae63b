import { type Ctx } from '#server/services/context.ts'
import { rewardVoters } from '#server/services/voting/reward-voters.ts'

export async function handleRewardVoters(ctx: Ctx, payload: { voteId: string }): Promise<void> {
  await rewardVoters(ctx, payload)
}
