import { checkRanking } from '#server/domain/elections/ranking.ts'
import { type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireParticipantIn } from '../regions/require-region.ts'
import { castBallot, requireOpenVote, type CastReceipt } from '../voting/cast-ballot.ts'
import { requireRace } from './queries.ts'

/**
 * Casts or changes the actor's secret ballot, the best candidate first; an empty ranking takes part and chooses nobody.
 * @throws NOT_FOUND, BAD_REQUEST for a ranking that the election does not take, FORBIDDEN for somebody not on the roll, CONFLICT
 * while voting is not open.
 */
export async function castElectionVote(
  ctx: Ctx,
  { electionId, ranking }: { electionId: string; ranking: string[] },
): Promise<CastReceipt> {
  const { method, candidateIds, ...race } = await requireRace(ctx, electionId)
  requireParticipantIn(ctx, race.place)
  const vote = { ...race, kind: 'election', subjectId: electionId } as const
  requireOpenVote(vote)
  // The names on the ballot stand from the opening on, so that they need no lock.
  const verdict = checkRanking({ method, ranking, candidateIds })
  if (!verdict.ok) throw refused('BAD_REQUEST', verdict)
  return castBallot(ctx, vote, ranking)
}
