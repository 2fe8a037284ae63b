import { electionRecord, type ElectionRecord } from '#server/domain/records/vote-record.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { getClosedVote } from '../voting/queries.ts'
import { requireElection } from './queries.ts'

/**
 * The recount file of a completed election: the roll by name, the rankings by receipt, the results with method, seats and
 * who was in office, their text and hash, and what proves the lottery. Ballots whose weight would name their voter are
 * in it as totals only. @throws NOT_FOUND, CONFLICT while there are no results (nobody sees ballots then,
 * administrators included).
 */
export async function getElectionRecord(
  ctx: Ctx,
  { electionId }: { electionId: string },
): Promise<ElectionRecord> {
  const election = await requireElection(ctx.db, electionId)
  const { regionId, rollId, status, results, resultsHash } = election
  await requireParticipant(ctx, regionId)
  if (status !== 'completed' || rollId === null || results === null)
    throw new GameError('CONFLICT', 'The record is published when the votes are counted.', {
      reason: 'not-counted',
    })
  return electionRecord({
    ...(await getClosedVote(ctx.db, rollId)),
    subjectId: electionId,
    regionId,
    results,
    resultsHash,
    lottery: { commitment: election.lotteryCommitment, secret: election.lotterySecret },
  })
}
