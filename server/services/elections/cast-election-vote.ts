import { sql } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { GameError } from '#server/errors.ts'
import { checkRanking } from '#server/domain/elections/ranking.ts'
import { type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireOpen, requireParticipantIn } from '../regions/require-region.ts'
import { ballotBox, castInto, type CastReceipt } from '../voting/cast-ballot.ts'
import { tellTurnout } from '../voting/tell-turnout.ts'
import { requireRace } from './queries.ts'

/**
 * Casts or changes the actor's secret ballot, the best candidate first; an empty ranking takes part and chooses nobody. Ballots share the
 * lock on the election's row that the close takes alone, and the clock is asked under it: the count holds exactly the
 * ballots that were answered with a receipt. @throws NOT_FOUND, BAD_REQUEST for a ranking that the election does not take, FORBIDDEN for
 * somebody not on the roll, CONFLICT while voting is not open.
 */
export async function castElectionVote(
  ctx: Ctx,
  { electionId, ranking }: { electionId: string; ranking: string[] },
): Promise<CastReceipt> {
  const { place, now, status, votingClosesAt, method, candidateIds } = await requireRace(ctx, electionId)
  requireParticipantIn(ctx, place)
  if (status === 'pending')
    throw new GameError('CONFLICT', 'Voting is not open yet: candidates are still being named.', {
      reason: 'voting-not-open',
    })
  // A late ballot does not queue for the lock: a crowd of them must not keep the close waiting.
  if (status !== 'active' || now >= votingClosesAt) throw votingOver()
  requireOpen(place)
  // The names on the ballot stand from the opening on, so that they need no lock.
  const verdict = checkRanking({ method, ranking, candidateIds })
  if (!verdict.ok) throw refused('BAD_REQUEST', verdict)
  const receipt = await castInto(ctx, box, {
    deed: 'election',
    subject: { type: 'election', id: electionId },
    choice: ranking,
  })
  if (!receipt) throw votingOver()
  tellTurnout(ctx, { regionId: place.id, topic: 'election', id: electionId })
  return receipt
}

const box = ballotBox(
  'cast_election_vote',
  sql`select roll_id, region_id, voting_closes_at as closes_at, status = 'active' as is_voting
        from ${elections} where id = ${sql.placeholder('voteId')}`,
)

const votingOver = () =>
  new GameError('CONFLICT', 'Voting in this election is over.', { reason: 'voting-over' })
