import { sql } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { isVotingOpen } from '#server/domain/voting/schedule.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireOpen, requireParticipantIn } from '../regions/require-region.ts'
import { ballotBox, castInto, type CastReceipt } from '../voting/cast-ballot.ts'
import { tellTurnout } from '../voting/tell-turnout.ts'
import { requireVote } from './queries.ts'

/**
 * Casts or changes the actor's ballot on a policy. Ballots share the lock on the policy's row that the close takes
 * alone, and the clock is asked under it: the tally holds exactly the ballots that were answered with a receipt.
 * @throws NOT_FOUND, FORBIDDEN for somebody not on the roll, CONFLICT once voting is over.
 */
export async function castVote(
  ctx: Ctx,
  { policyId, choice }: { policyId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  const { place, now, ...vote } = await requireVote(ctx, policyId)
  requireParticipantIn(ctx, place)
  // A late ballot does not queue for the lock: a crowd of them must not keep the close waiting.
  if (vote.status !== 'voting' || !isVotingOpen(vote, now)) throw votingOver()
  requireOpen(place)
  const receipt = await castInto(ctx, box, {
    deed: 'policy',
    subject: { type: 'policy', id: policyId },
    choice: [choice],
  })
  if (!receipt) throw votingOver()
  tellTurnout(ctx, { regionId: place.id, topic: 'policy', id: policyId })
  return receipt
}

const box = ballotBox(
  'cast_vote',
  sql`select roll_id, region_id, voting_closes_at as closes_at, status = 'voting' as is_voting
        from ${policies} where id = ${sql.placeholder('voteId')}`,
)

const votingOver = () =>
  new GameError('CONFLICT', 'Voting on this policy is over.', { reason: 'voting-closed' })
