import { isVotingOpen } from '#server/domain/voting/schedule.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { lockMotion } from './queries.ts'

/**
 * Casts or changes the actor's ballot on a motion, with the weight of all seats that they held when the vote opened. Ballots
 * share the lock that the close takes alone, and the clock is asked under it. @throws NOT_FOUND, FORBIDDEN for somebody
 * without a seat on the roll, CONFLICT once voting is over.
 */
export async function castMotionVote(
  ctx: Ctx,
  { motionId, choice }: { motionId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  return transact(ctx, async (tx) => {
    const motion = await lockMotion(tx.db, motionId, 'share')
    const now = await tx.clock.now(tx.db)
    const vote = { opensAt: motion.proposedAt, closesAt: motion.votingClosesAt }
    if (motion.status !== 'voting' || !isVotingOpen(vote, now))
      throw new GameError('CONFLICT', 'Voting on this motion is over.', { reason: 'voting-closed' })

    const cast = await castBallot(tx, {
      deed: 'council',
      subject: { type: 'council_motion', id: motionId },
      ...{ rollId: motion.rollId, regionId: null, choice: [choice], castAt: now },
    })
    tx.publish({ audience: { kind: 'public' }, topic: 'council', id: motionId })
    return cast
  })
}
