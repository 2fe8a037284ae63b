import { eq } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { closeMotion } from '#jobs/council/close-motion.ts'
import { job } from '#jobs/outbox.ts'
import { requiredSeats } from '#server/domain/council/count-motion.ts'
import { lastTenthBegins, lateQuorumExtension } from '#server/domain/policies/late-quorum.ts'
import { isVotingOpen } from '#server/domain/policies/schedule.ts'
import { type BallotChoice } from '#server/domain/policies/tally.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { countSeatsVoted, lockMotion, type MotionRow } from './queries.ts'

/**
 * Casts or changes the actor's ballot on a motion, with the weight of all seats that they held when the vote opened. Ballots and
 * close take the same lock, and the clock is asked under it. A ballot that brings the quorum in the last tenth of the time puts
 * the close off, once. @throws NOT_FOUND, FORBIDDEN for somebody without a seat on the roll, CONFLICT once voting is over.
 */
export async function castMotionVote(
  ctx: Ctx,
  { motionId, choice }: { motionId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  return transact(ctx, async (tx) => {
    const motion = await lockMotion(tx.db, motionId)
    const now = await tx.clock.now(tx.db)
    const vote = { opensAt: motion.proposedAt, closesAt: motion.votingClosesAt }
    if (motion.status !== 'voting' || !isVotingOpen(vote, now))
      throw new GameError('CONFLICT', 'Voting on this motion is over.', { reason: 'voting-closed' })

    const turnoutBefore = await seatsVoted(tx, motion)
    const cast = await castBallot(tx, {
      deed: 'council',
      subject: { type: 'council_motion', id: motionId },
      ...{ rollId: motion.rollId, regionId: null, choice: [choice], castAt: now },
    })
    const extended = lateQuorumExtension({
      ...vote,
      // Before the last tenth a quorum is not late: it can then no longer be.
      wasExtended: motion.wasExtended || now < lastTenthBegins(vote),
      turnoutBeforeLastTenth: turnoutBefore,
      turnoutNow: await seatsVoted(tx, motion),
      required: requiredSeats(motion.seats.length),
    })
    if (extended) await putOffClose(tx, motion, extended)
    tx.publish({ audience: { kind: 'public' }, topic: 'council', id: motionId })
    return cast
  })
}

async function seatsVoted(tx: Tx, { rollId }: MotionRow): Promise<number> {
  return (await countSeatsVoted(tx.db, [rollId])).get(rollId) ?? 0
}

async function putOffClose(tx: Tx, motion: MotionRow, closesAt: Date): Promise<void> {
  await tx.db
    .update(councilMotions)
    .set({ votingClosesAt: closesAt, wasExtended: true })
    .where(eq(councilMotions.id, motion.id))
  await tx.enqueue(job(closeMotion, { motionId: motion.id }, closesAt))
  await tx.audit({
    action: 'council.vote-extended',
    subject: { type: 'council_motion', id: motion.id },
    detail: { closesAt: closesAt.toISOString() },
  })
}
