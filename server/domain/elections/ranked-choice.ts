import { type CountRequest, type RankedChoiceResults } from './count.ts'
import { countRanked } from './ranked-count.ts'

/**
 * Instant run-off for one seat: a candidate with more than half of the remaining weight is elected; until then the
 * last candidate is eliminated and their ballots go to the next preference. Candidates are eliminated one at a time.
 * A tie for last is decided by incumbency, then by lottery, not by earlier rounds, as in the statutes that use the
 * method (Maine Revised Statutes 21-A §723-A(4): a tie in any round is decided by lot). Throws like `countElection`.
 */
export function countRankedChoice(request: CountRequest): RankedChoiceResults {
  if (request.seats !== 1) throw new RangeError(`an instant run-off for ${request.seats} seats`)
  const outcome = countRanked(request, {
    partsPerUnit: 1,
    quotaOf: ({ continuing }) => Math.floor(continuing / 2) + 1,
    byEarlierRounds: false,
  })
  return { method: 'ranked_choice', ...outcome }
}
