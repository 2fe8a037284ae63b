import { eq } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { RECALL_THRESHOLD_BP } from '#server/domain/elections/recall.ts'
import { tally } from '#server/domain/policies/tally.ts'
import { transact, type Ctx } from '../context.ts'
import { isRegionOpen } from '../regions/is-region-open.ts'
import { motionBallots } from '../voting/motion-ballots.ts'
import { weighRoll } from '../voting/weigh-roll.ts'
import { decideRecall, lapseRecall } from './decide-recall.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { lockHeldOffice, lockRecall } from './recall-queries.ts'

/**
 * Brings a recall to its end that is due: a petition without its signatures lapses, a vote is counted and, when it
 * passes, ends the office and opens the election of a successor. A recall whose office has ended otherwise lapses. Does
 * nothing before that or a second time, and waits while the region is not open. Returns whether it decided now.
 */
export async function closeRecall(ctx: Ctx, { recallId }: { recallId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const recall = await lockRecall(tx.db, recallId, 'update')
    if (recall.status !== 'petition' && recall.status !== 'voting') return false
    if (!(await isRegionOpen(tx, recall.regionId))) return false
    const now = await tx.clock.now(tx.db)
    const office = await lockHeldOffice(tx.db, recall)
    if (office?.id !== recall.officeId) {
      await lapseRecall(tx, recall, 'The office ended before.', now)
      return true
    }
    if (recall.status === 'petition') {
      if (now < recall.petitionEndsAt) return false
      await lapseRecall(tx, recall, 'The signatures stayed too few.', now)
      return true
    }
    const { rollId, votingClosesAt, quorumBp } = recall
    if (rollId === null || votingClosesAt === null || quorumBp === null || now < votingClosesAt) return false
    const result = tally({
      ...motionBallots(await weighRoll(tx, { rollId, closedAt: votingClosesAt })),
      quorumBp,
      thresholdBp: RECALL_THRESHOLD_BP,
      majority: 'simple',
    })
    await decideRecall(tx, recall, { status: result.passed ? 'recalled' : 'kept', result }, now)
    if (!result.passed) return true
    await tx.db
      .update(offices)
      .set({ endedAt: now, endReason: 'recalled' })
      .where(eq(offices.id, recall.officeId))
    await openRecurringElection(tx, recall)
    return true
  })
}
