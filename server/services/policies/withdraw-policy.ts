import { eq } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { checkWithdrawal } from '#server/domain/policies/proposal-rules.ts'
import { transact, type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { refused } from '../refused.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { lockVotes, voidVote } from '../voting/close-vote.ts'
import { countBallots } from '../voting/vote-rows.ts'
import { freeLevers } from './free-levers.ts'
import { lockPair, requirePolicy } from './queries.ts'

/** Takes a proposal back before the first ballot. @throws NOT_FOUND, FORBIDDEN for others, CONFLICT once it is too late. */
export async function withdrawPolicy(
  ctx: Ctx,
  { policyId }: { policyId: string },
): Promise<{ policyId: string; status: 'withdrawn' }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { regionId } = await requirePolicy(tx.db, policyId)
    await requireParticipant(tx, regionId)
    const pair = await lockPair(tx.db, policyId)
    const policy = oneRow(pair.filter(({ id }) => id === policyId))
    const other = pair.find(({ id, status }) => id !== policyId && status === 'voting')
    const vote = oneRow(await lockVotes(tx.db, [policy.voteId]))
    const now = await tx.clock.now(tx.db)
    const verdict = checkWithdrawal({
      isProposer: policy.proposedBy === userId,
      isOpen: vote.state === 'open' && now < vote.closesAt,
      ballotCount: await countBallots(tx.db, policy.voteId),
    })
    if (!verdict.ok) throw refused(verdict.reason === 'not-the-proposer' ? 'FORBIDDEN' : 'CONFLICT', verdict)

    await voidVote(tx, policy.voteId, now)
    await tx.db.update(policies).set({ status: 'withdrawn' }).where(eq(policies.id, policyId))
    await freeLevers(tx, policy, other ?? null)
    await tx.audit({ action: 'policy.withdrawn', regionId, subject: { type: 'policy', id: policyId } })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'policy', id: policyId })
    return { policyId, status: 'withdrawn' }
  })
}
