import { type Queryable } from '#db/client.ts'
import { type Clock } from '#server/clock.ts'
import { type ElectionMethod } from '#server/domain/regions/election-methods.ts'
import { type ElectionWire } from '#server/domain/elections/wire.ts'
import { isPausedByClosure } from '#server/domain/voting/closure.ts'
import { findFormerCallsigns } from '../former-callsigns.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { getTurnouts } from '../voting/vote-rows.ts'
import { electionResults } from './election-results.ts'
import { findCandidates, scheduleOf, type VotedElection } from './queries.ts'

export type ElectionView = ElectionWire & {
  seats: number
  method: ElectionMethod
  /** Null when it opened by the region's interval. */
  calledBy: string | null
  createdAt: string
  /** The region is closed, and nominations or vote end as much later as it stays closed. */
  isPaused: boolean
  /** Null until voting opens and the roll is fixed. */
  rollSize: number | null
  /** Ballots cast: the one figure of an open vote. */
  turnout: number
  decidedAt: string | null
  cancelReason: string | null
  resultsHash: string | null
}

/** Elections as pages and REST show them. While one is open it says nothing of the ballots but how many there are. */
export async function electionViews(
  ctx: { db: Queryable; clock: Clock },
  rows: readonly VotedElection[],
  region: Pick<RegionRow, 'status' | 'statusChangedAt'>,
): Promise<ElectionView[]> {
  const candidates = await findCandidates(
    ctx.db,
    rows.map(({ id }) => id),
  )
  const former = await findFormerCallsigns(
    ctx,
    candidates.map(({ userId }) => userId),
  )
  const turnouts = await getTurnouts(
    ctx.db,
    rows.flatMap(({ voteId }) => voteId ?? []),
  )
  return rows.map((row) => {
    const { vote, status } = row
    const results = electionResults(vote)
    const closesAt = vote?.closesAt ?? scheduleOf(row).votingClosesAt
    const votes = new Map(results?.candidates.map((result) => [result.playerId, result.votes]))
    return {
      id: row.id,
      regionId: row.regionId,
      position: row.position,
      candidates: candidates
        .filter(({ electionId }) => electionId === row.id)
        .map(({ userId, playerName, platform }) => ({
          playerId: userId,
          playerName,
          formerly: former.get(userId) ?? null,
          platform,
          voteCount: votes.get(userId) ?? null,
        })),
      votingOpensAt: row.votingOpensAt.toISOString(),
      votingClosesAt: closesAt.toISOString(),
      results,
      status,
      isPaused:
        (status === 'pending' && isPausedByClosure(row.votingOpensAt, region)) ||
        (status === 'active' && isPausedByClosure(closesAt, region)),
      seats: row.seats,
      method: row.method,
      calledBy: row.calledBy,
      createdAt: row.createdAt.toISOString(),
      rollSize: vote?.size ?? null,
      turnout: turnouts.get(row.voteId ?? '') ?? 0,
      decidedAt: (vote?.decidedAt ?? row.cancelledAt)?.toISOString() ?? null,
      cancelReason: row.cancelReason,
      resultsHash: vote?.tallyHash ?? null,
    }
  })
}
