import { serializeResults } from '#server/domain/elections/results-text.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { getVoteRecord, type VoteRecord } from '../voting/queries.ts'
import { requireElection } from './queries.ts'

export type ElectionRecord = Omit<VoteRecord, 'hash'> & {
  electionId: string
  rollHash: string
  /** The text whose SHA-256 is `resultsHash`. */
  results: string
  resultsHash: string | null
  lottery: { commitment: string; secret: string }
}

/**
 * The recount file of a completed election: the roll by name, the ballots by receipt, the results' text and hash, and
 * what proves the lottery. Ballots whose weight would name their voter are in it as totals only. @throws NOT_FOUND,
 * CONFLICT while there are no results (nobody sees ballots then, administrators included).
 */
export async function getElectionRecord(
  ctx: Ctx,
  { electionId }: { electionId: string },
): Promise<ElectionRecord> {
  const election = await requireElection(ctx.db, electionId)
  await requireParticipant(ctx, election.regionId)
  const { rollId, results, resultsHash } = election
  if (election.status !== 'completed' || rollId === null || results === null)
    throw new GameError('CONFLICT', 'The record is published when the votes are counted.', {
      reason: 'not-counted',
    })
  const { hash, ...vote } = await getVoteRecord(ctx.db, rollId)
  return {
    electionId,
    rollHash: hash,
    ...vote,
    results: serializeResults(results),
    resultsHash,
    lottery: { commitment: election.lotteryCommitment, secret: election.lotterySecret },
  }
}
