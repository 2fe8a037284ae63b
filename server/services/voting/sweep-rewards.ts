import { isNotNull } from 'drizzle-orm'
import { rolls } from '#db/schema/platform/voting.ts'
import { type Ctx } from '../context.ts'
import { rewardVoters } from './reward-voters.ts'

/** Grants what is owed, whatever became of its job. */
export async function sweepRewards(ctx: Ctx): Promise<void> {
  const owed = await ctx.db.select({ id: rolls.id }).from(rolls).where(isNotNull(rolls.rewardDueAt))
  for (const { id: rollId } of owed) {
    try {
      await rewardVoters(ctx, { rollId })
    } catch (error) {
      ctx.log.error({ err: error, rollId }, 'voters were not rewarded; the next sweep tries again')
    }
  }
}
