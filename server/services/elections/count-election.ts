import { countElection as count, type ElectionResults } from '#server/domain/elections/count.ts'
import { type Tx } from '../context.ts'
import { type VoteRow } from '../voting/vote-rows.ts'
import { sha256 } from '../sha256.ts'
import { weighRoll } from '../voting/weigh-roll.ts'
import { findHolders, lockEligibleCandidates, type ElectionRow } from './queries.ts'

/** The results as the ballots in the store have them, for the candidates who may still hold the office. */
export async function countElection(tx: Tx, election: ElectionRow, vote: VoteRow): Promise<ElectionResults> {
  const eligible = await lockEligibleCandidates(tx.db, election)
  const holders = await findHolders(tx.db, election.regionId, election.position)
  const { rollSums, bundles } = await weighRoll(tx.db, vote)
  return count({
    method: election.method,
    seats: election.seats,
    rollSums,
    bundles: bundles.map(({ choice, ...bundle }) => ({ ...bundle, ranking: choice })),
    candidates: eligible.map((candidateId) => ({
      playerId: candidateId,
      isIncumbent: holders.some(({ userId }) => userId === candidateId),
    })),
    lottery: { secret: election.lotterySecret, electionId: election.id, sha256 },
  })
}
