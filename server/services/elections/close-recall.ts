import { eq } from 'drizzle-orm'
import { offices, recalls } from '#db/schema/platform/elections.ts'
import { rolls } from '#db/schema/platform/voting.ts'
import { tellMany } from '#jobs/notifications/tell-many.ts'
import { job } from '#jobs/outbox.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { RECALL_THRESHOLD_BP } from '#server/domain/elections/recall.ts'
import { LATE_QUORUM_WORDS } from '#server/domain/voting/late-quorum.ts'
import { tally } from '#server/domain/voting/tally.ts'
import { recallPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireRegion } from '../regions/require-region.ts'
import { isRegionOpen } from '../regions/is-region-open.ts'
import { extensionOf } from '../voting/extension-of.ts'
import { motionBallots } from '../voting/motion-ballots.ts'
import { weighRoll } from '../voting/weigh-roll.ts'
import { decideRecall, lapseRecall } from './decide-recall.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { lockHeldOffice, lockRecall, type RecallRow } from './recall-queries.ts'

/**
 * Brings a recall to its end that is due: a petition without its signatures lapses, a vote is counted and, when it passes,
 * ends the office and opens the election of a successor; a quorum that came late gives it more time instead, once. A recall
 * whose office has ended otherwise lapses. Does nothing before that or a second time, and waits while the region is not open.
 * Returns whether it decided now.
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
    const { rollId, votingClosesAt, quorumBp, pausedMs } = recall
    if (rollId === null || votingClosesAt === null || quorumBp === null || now < votingClosesAt) return false
    const later = await extensionOf(tx, { rollId, quorumBp, pausedMs, closesAt: votingClosesAt })
    if (later !== null) await putOff(tx, { ...recall, rollId }, { closesAt: later, now })
    const closedAt = later ?? votingClosesAt
    if (now < closedAt) return false
    const result = tally({
      ...motionBallots(await weighRoll(tx, { rollId, closedAt })),
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

/** Nobody is told where the later close is over as well, because the vote is counted late. */
async function putOff(
  tx: Tx,
  recall: RecallRow & { rollId: string },
  { closesAt, now }: { closesAt: Date; now: Date },
): Promise<void> {
  const { id, regionId, rollId } = recall
  await tx.db.update(recalls).set({ votingClosesAt: closesAt }).where(eq(recalls.id, id))
  await tx.db.update(rolls).set({ extendedAt: tx.now }).where(eq(rolls.id, rollId))
  await tx.audit({
    action: 'recall.extended',
    regionId,
    subject: { type: 'recall', id },
    detail: { closesAt: closesAt.toISOString() },
  })
  if (closesAt <= now) return
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id })
  const region = await requireRegion(tx, regionId)
  const notice = {
    kind: 'recall.extended',
    title: `${region.displayName}: the vote on the recall of the ${POSITION_LABELS[recall.position].toLowerCase()} goes on`,
    body: LATE_QUORUM_WORDS,
    href: recallPath(region.name, id),
    regionId,
  }
  await tx.enqueue(job(tellMany, { to: { kind: 'roll', rollId }, notice }))
}
