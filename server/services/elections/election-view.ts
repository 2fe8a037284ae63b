import { type Queryable } from '#db/client.ts'
import { type ElectionMethod } from '#server/domain/regions/election-methods.ts'
import { type ElectionWire } from '#server/domain/elections/wire.ts'
import { getRollFigures } from '../voting/queries.ts'
import { findCandidates, type ElectionRow } from './queries.ts'

export type ElectionView = ElectionWire & {
  seats: number
  method: ElectionMethod
  /** Null when it opened by the region's interval. */
  calledBy: string | null
  createdAt: string
  /** Null until voting opens and the roll is fixed. */
  rollSize: number | null
  /** Ballots cast: the one figure of an open vote. */
  turnout: number
  decidedAt: string | null
  cancelReason: string | null
  resultsHash: string | null
}

/** Elections as pages and REST show them. While one is open it says nothing of the ballots but how many there are. */
export async function electionViews(db: Queryable, rows: readonly ElectionRow[]): Promise<ElectionView[]> {
  const candidates = await findCandidates(
    db,
    rows.map(({ id }) => id),
  )
  const figures = await getRollFigures(
    db,
    rows.flatMap(({ rollId }) => (rollId === null ? [] : [rollId])),
  )
  return rows.map((row) => {
    const roll = row.rollId === null ? undefined : figures.get(row.rollId)
    const votes = new Map(row.results?.candidates.map((result) => [result.playerId, result.votes]))
    return {
      id: row.id,
      regionId: row.regionId,
      position: row.position,
      candidates: candidates
        .filter(({ electionId }) => electionId === row.id)
        .map(({ playerId, playerName, platform }) => ({
          playerId,
          playerName,
          platform,
          voteCount: votes.get(playerId) ?? null,
        })),
      votingOpensAt: row.votingOpensAt.toISOString(),
      votingClosesAt: row.votingClosesAt.toISOString(),
      results: row.results,
      status: row.status,
      seats: row.seats,
      method: row.method,
      calledBy: row.calledBy,
      createdAt: row.createdAt.toISOString(),
      rollSize: roll?.size ?? null,
      turnout: roll?.turnout ?? 0,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      cancelReason: row.cancelReason,
      resultsHash: row.resultsHash,
    }
  })
}
