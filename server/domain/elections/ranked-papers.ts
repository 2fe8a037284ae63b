import { weighBallots } from '../voting/weigh-ballots.ts'
import { type CountRequest } from './count.ts'
import { type DecidedBy } from './election-types.ts'
import { requireSeats } from './require-seats.ts'

/**
 * Equal ballots in a candidate's pile: the ranking (one character per candidate, see `runnerAt`), the current
 * position in it, their weight, and the parts that a unit of weight is worth.
 */
export type Papers = { ranking: string; at: number; weight: number; value: number }

/** A candidate during a ranked count, with their current ballots. */
export type Runner = {
  playerId: string
  isIncumbent: boolean
  firstWeight: number
  firstPeople: number
  state: 'continuing' | 'elected' | 'eliminated'
  decidedBy: DecidedBy
  /** Parts of a unit of weight. */
  votes: number
  /** Votes at the end of each round so far. */
  history: number[]
  pile: Papers[]
}

export type SortedBallots = {
  /** By id: results must not depend on the order in which candidates were stored. */
  runners: Runner[]
  /** Weight of all ballots that name somebody. */
  totalWeight: number
  turnout: number
  abstentions: number
}

/**
 * Sorts ballots into piles by first preference, equal rankings together. Unknown and repeated names are skipped; a
 * ballot without any other is an abstention. Throws a RangeError on more weight than can be counted exactly.
 */
export function sortBallots(request: CountRequest, partsPerUnit: number): SortedBallots {
  const { seats, candidates } = request
  requireSeats(seats)
  const runners = candidates
    .map(({ playerId, isIncumbent }) => newRunner(playerId, isIncumbent))
    .sort((a, b) => (a.playerId < b.playerId ? -1 : 1))
  // Up to 100,000 rankings of long ids: one character per candidate makes them cheap to compare.
  const codes = new Map(runners.map(({ playerId }, index) => [playerId, String.fromCharCode(index)]))
  const byRanking = new Map<string, { weight: number; people: number }>()
  const turnout = weighBallots(request, ({ ranking }, weight, represents) => {
    let key = ''
    for (const id of ranking) {
      const code = codes.get(id)
      if (code !== undefined && !key.includes(code)) key += code
    }
    const equal = byRanking.get(key)
    if (equal) {
      equal.weight += weight
      equal.people += represents
    } else byRanking.set(key, { weight, people: represents })
  })
  let totalWeight = 0
  for (const [ranking, { weight, people }] of byRanking) {
    const first = runnerAt(runners, ranking, 0)
    if (!first) continue
    totalWeight += weight
    first.firstWeight += weight
    first.firstPeople += people
    first.pile.push({ ranking, at: 0, weight, value: partsPerUnit })
  }
  if (!Number.isSafeInteger(totalWeight * partsPerUnit))
    throw new RangeError(`a weight of ${totalWeight} is too large to count`)
  for (const runner of runners) runner.votes = runner.firstWeight * partsPerUnit
  return { runners, totalWeight, turnout, abstentions: byRanking.get('')?.people ?? 0 }
}

/** The candidate at a position of a ranking, or undefined past its end. */
export const runnerAt = (runners: readonly Runner[], ranking: string, at: number): Runner | undefined =>
  runners[ranking.charCodeAt(at)]

const newRunner = (playerId: string, isIncumbent: boolean): Runner => ({
  playerId,
  isIncumbent,
  firstWeight: 0,
  firstPeople: 0,
  state: 'continuing',
  decidedBy: 'votes',
  votes: 0,
  history: [],
  pile: [],
})
