import { isVotingOpen } from '#server/domain/policies/schedule.ts'
import { type BallotChoice } from '#server/domain/policies/tally.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { tellTurnout } from '../voting/tell-turnout.ts'
import { lockVote, requireVote } from './queries.ts'

/**
 * Casts or changes the actor's ballot on a policy. Ballots share the lock on the policy's row that the close takes
 * alone, and the clock is asked under it: the tally holds exactly the ballots that were answered with a receipt.
 * @throws NOT_FOUND, FORBIDDEN for somebody not on the roll, CONFLICT once voting is over.
 */
export async function castVote(
  ctx: Ctx,
  { policyId, choice }: { policyId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  const { regionId, rollId, status, votingClosesAt } = await requireVote(ctx.db, policyId)
  const { region } = await requireParticipant(ctx, regionId)
  const receipt = await transact(ctx, async (tx) => {
    // A late ballot does not queue for the lock: a crowd of them must not keep the close waiting.
    if (status !== 'voting' || tx.now >= votingClosesAt) throw votingOver()
    requireOpen(region)
    const policy = await lockVote(tx.db, policyId)
    const now = await tx.clock.now(tx.db)
    const vote = { opensAt: policy.proposedAt, closesAt: policy.votingClosesAt }
    if (policy.status !== 'voting' || !isVotingOpen(vote, now)) throw votingOver()

    const cast = await castBallot(tx, { rollId, regionId, choice: [choice], castAt: now })
    await tx.audit({
      action: cast.changed ? 'policy.ballot-changed' : 'policy.ballot-cast',
      regionId,
      subject: { type: 'policy', id: policyId },
    })
    return cast
  })
  await tellTurnout(ctx, { regionId, topic: 'policy', id: policyId })
  return receipt
}

const votingOver = () =>
  new GameError('CONFLICT', 'Voting on this policy is over.', { reason: 'voting-closed' })
