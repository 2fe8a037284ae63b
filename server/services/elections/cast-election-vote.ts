import { GameError } from '#server/errors.ts'
import { checkRanking } from '#server/domain/elections/ranking.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { tellTurnout } from '../voting/tell-turnout.ts'
import { findCandidates, lockElection, requireElection, type ElectionRow } from './queries.ts'

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
  const found = await requireElection(ctx.db, electionId)
  const { regionId } = found
  const { region } = await requireParticipant(ctx, regionId)
  const receipt = await transact(ctx, async (tx) => {
    // A late ballot does not queue for the lock: a crowd of them must not keep the close waiting.
    requireOpenRoll(found, tx.now)
    requireOpen(region)
    const election = await lockElection(tx.db, electionId, 'share')
    const now = await tx.clock.now(tx.db)
    const rollId = requireOpenRoll(election, now)
    const candidates = await findCandidates(tx.db, [electionId])
    const verdict = checkRanking({
      method: election.method,
      ranking,
      candidateIds: candidates.map(({ playerId }) => playerId),
    })
    if (!verdict.ok) throw refused('BAD_REQUEST', verdict)
    const cast = await castBallot(tx, { rollId, regionId, choice: ranking, castAt: now })
    await tx.audit({
      action: cast.changed ? 'election.ballot-changed' : 'election.ballot-cast',
      regionId,
      subject: { type: 'election', id: electionId },
    })
    return cast
  })
  await tellTurnout(ctx, { regionId, topic: 'election', id: electionId })
  return receipt
}

function requireOpenRoll({ status, rollId, votingClosesAt }: ElectionRow, now: Date): string {
  if (status === 'pending')
    throw new GameError('CONFLICT', 'Voting is not open yet: candidates are still being named.', {
      reason: 'voting-not-open',
    })
  if (status !== 'active' || rollId === null || now >= votingClosesAt)
    throw new GameError('CONFLICT', 'Voting in this election is over.', { reason: 'voting-over' })
  return rollId
}
