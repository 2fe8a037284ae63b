import { isNotNull } from 'drizzle-orm'
import { votes } from '#db/schema/platform/voting.ts'
import { type Ctx } from '../context.ts'
import { rewardVoters } from './reward-voters.ts'

/** Grants what is owed, whatever became of its job. */
export async function sweepRewards(ctx: Ctx): Promise<void> {
  const owed = await ctx.db.select({ id: votes.id }).from(votes).where(isNotNull(votes.rewardDueAt))
  for (const { id: voteId } of owed) {
    try {
      await rewardVoters(ctx, { voteId })
    } catch (error) {
      ctx.log.error({ err: error, voteId }, 'voters were not rewarded; will retry')
    }
  }
}
