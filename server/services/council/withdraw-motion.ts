import { eq } from 'drizzle-orm'
import { councilMotions } from '#db/schema/platform/council.ts'
import { checkMotionWithdrawal } from '#server/domain/council/motion-rules.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { oneRow } from '../one-row.ts'
import { requireUser } from '../require-actor.ts'
import { lockVotes, voidVote } from '../voting/close-vote.ts'
import { countBallots } from '../voting/vote-rows.ts'
import { lockMotion } from './queries.ts'

/** Takes a motion back before the first ballot. @throws NOT_FOUND, FORBIDDEN for others, CONFLICT once it is too late. */
export async function withdrawMotion(
  ctx: Ctx,
  { motionId }: { motionId: string },
): Promise<{ motionId: string; status: 'withdrawn' }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const motion = await lockMotion(tx.db, motionId)
    const vote = oneRow(await lockVotes(tx.db, [motion.voteId]))
    const now = await tx.clock.now(tx.db)
    const verdict = checkMotionWithdrawal({
      isProposer: motion.proposedBy === userId,
      isOpen: vote.state === 'open' && now < vote.closesAt,
      ballotCount: await countBallots(tx.db, motion.voteId),
    })
    if (!verdict.ok) throw refused(verdict.reason === 'not-the-proposer' ? 'FORBIDDEN' : 'CONFLICT', verdict)
    await voidVote(tx, motion.voteId, now)
    await tx.db.update(councilMotions).set({ status: 'withdrawn' }).where(eq(councilMotions.id, motionId))
    await tx.audit({ action: 'council.motion-withdrawn', subject: { type: 'council_motion', id: motionId } })
    tx.publish({ audience: { kind: 'public' }, topic: 'council', id: motionId })
    return { motionId, status: 'withdrawn' }
  })
}
