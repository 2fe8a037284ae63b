import { eq } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { implementMotionJob } from '#jobs/council/implement-motion.ts'
import { job } from '#jobs/outbox.ts'
import { COUNCIL_RULES } from '#server/domain/council/council-rules.ts'
import { motionEffectiveAt } from '#server/domain/council/motion-rules.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { motionPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { countMotion, takeDueVotes } from '../voting/close-vote.ts'
import { lockMotion, type MotionRow } from './queries.ts'

/**
 * Counts a motion that is due from its ballots, by seats, and decides it; a quorum that came late gives it more time instead,
 * once. Does nothing before the close or a second time, so that job and sweep may both come. Returns whether it closed the
 * vote now.
 */
export async function closeMotion(ctx: Ctx, { motionId }: { motionId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const motion = await lockMotion(tx.db, motionId)
    const { voteId, title } = motion
    if (motion.status !== 'voting') return false
    const taken = await takeDueVotes(tx, [{ voteId, subjectId: motionId, about: title, region: null }])
    const vote = taken?.due.get(motionId)
    if (!taken || !vote) return false
    const { result, hash } = await countMotion(tx, vote, COUNCIL_RULES.majority, taken.now)
    const effectiveAt = result.passed ? motionEffectiveAt(motion.motionType, taken.now) : null
    await tx.db
      .update(councilMotions)
      .set({ status: result.passed ? 'passed' : 'rejected', effectiveAt })
      .where(eq(councilMotions.id, motionId))
    if (effectiveAt) await tx.enqueue(job(implementMotionJob, { motionId }, effectiveAt))
    await tx.audit({
      action: `council.motion-${result.passed ? 'passed' : 'rejected'}`,
      subject: { type: 'council_motion', id: motionId },
      detail: { outcome: result.outcome, seatsVoted: result.turnout, seats: result.rollSize, hash },
    })
    tx.publish({ audience: { kind: 'public' }, topic: 'council', id: motionId })
    await notifyHolders(tx, motion, result)
    return true
  })
}

const notifyHolders = (tx: Tx, motion: MotionRow, result: Tally) =>
  notify(tx, {
    userIds: [...motion.seats.map(({ holderId }) => holderId), motion.proposedBy],
    kind: result.passed ? 'council.passed' : 'council.rejected',
    title: `Galactic Council: “${motion.title}” ${result.passed ? 'has passed' : 'was rejected'}`,
    body: `${result.turnout} of ${result.rollSize} seats voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: motionPath(motion.id),
  })
