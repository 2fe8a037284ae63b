import { type Queryable } from '#db/client.ts'
import { electionRecord, type ElectionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { notCounted } from '../voting/motion-record.ts'
import { findCast, findRoll } from '../voting/vote-rows.ts'
import { electionResults } from './election-results.ts'
import { requireElection, type VotedElection } from './queries.ts'

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
  await requireParticipant(ctx, election.regionId)
  return recordOf(ctx.db, election)
}

/** The same for what is not asked by a person. */
export const readElectionRecord = async (db: Queryable, electionId: string): Promise<ElectionRecord> =>
  recordOf(db, await requireElection(db, electionId))

async function recordOf(
  db: Queryable,
  { id, regionId, vote, lotteryCommitment, lotterySecret }: VotedElection,
): Promise<ElectionRecord> {
  const results = electionResults(vote)
  if (vote === null || results === null) throw notCounted()
  return electionRecord({
    subjectId: id,
    regionId,
    rollHash: vote.rollHash,
    roll: await findRoll(db, vote.id),
    cast: await findCast(db, vote.id),
    results,
    resultsHash: vote.tallyHash,
    lottery: { commitment: lotteryCommitment, secret: lotterySecret },
  })
}
