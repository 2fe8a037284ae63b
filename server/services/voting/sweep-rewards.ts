import { isNotNull } from 'drizzle-orm'
import { votes } from '#db/schema/platform/voting.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { rewardVoters } from './reward-voters.ts'

/** Grants what is owed, even if its jobs were lost. */
export async function sweepRewards(ctx: Ctx): Promise<void> {
  const owed = await ctx.db.select({ voteId: votes.id }).from(votes).where(isNotNull(votes.rewardDueAt))
  await sweepEach(ctx, owed, (vote) => rewardVoters(ctx, vote))
}
