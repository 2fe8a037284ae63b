import { eq } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { requireRegion } from '../regions/require-region.ts'
import { countMotion, takeDueVotes } from '../voting/close-vote.ts'
import { decideRecall, lapseRecall } from './decide-recall.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { lockHeldOffice, lockRecall } from './recall-queries.ts'

/**
 * Brings a recall to its end that is due: a petition without its signatures lapses, a vote is counted and, when it passes,
 * ends the office and opens the election of a successor; a quorum that came late gives it more time instead, once. A recall
 * whose office has ended otherwise lapses. Does nothing before that or a second time, and waits while the region is not open.
 * Returns whether it decided now.
 */
export async function closeRecall(ctx: Ctx, { recallId }: { recallId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const recall = await lockRecall(tx.db, recallId)
    const { status, position, voteId } = recall
    if (status !== 'petition' && status !== 'voting') return false
    const region = await requireRegion(tx, recall.regionId)
    if (!isOpenForBusiness(region.status)) return false
    const now = await tx.clock.now(tx.db)
    const office = await lockHeldOffice(tx.db, recall)
    if (office?.id !== recall.officeId) {
      await lapseRecall(tx, recall, 'The office ended before.', now)
      return true
    }
    if (voteId === null) {
      if (now < recall.petitionEndsAt) return false
      await lapseRecall(tx, recall, 'The signatures stayed too few.', now)
      return true
    }
    const taken = await takeDueVotes(tx, [{ voteId, subjectId: recallId, about: position, region }])
    const vote = taken?.due.get(recallId)
    if (!taken || !vote) return false
    const count = await countMotion(tx, vote, 'simple', taken.now)
    await decideRecall(tx, recall, count)
    if (!count.result.passed) return true
    await tx.db
      .update(offices)
      .set({ endedAt: taken.now, endReason: 'recalled' })
      .where(eq(offices.id, recall.officeId))
    await openRecurringElection(tx, recall)
    return true
  })
}
