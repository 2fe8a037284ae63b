import { weighBallots } from '../voting/weigh-ballots.ts'
import { type CountRequest } from './count.ts'
import { type DecidedBy } from './election-types.ts'
import { requireSeats } from './require-seats.ts'

/**
 * Equal ballots in a candidate's pile: their ranking, one character a candidate (see `runnerAt`), the place in it that
 * counts now, and the parts that a unit of their weight is worth.
 */
export type Papers = { ranking: string; at: number; weight: number; value: number }

/** A candidate during a ranked count, with the ballots that count for them now. */
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
  /** By id, so that no result depends on the order in which candidates were stored. */
  runners: Runner[]
  /** Weight of all ballots that name somebody. */
  totalWeight: number
  turnout: number
  abstentions: number
}

/**
 * Puts the ballots on the piles of their first preferences, equal rankings together. Names that do not stand and
 * repeated ones are skipped; a ballot without any other is an abstention. Throws a RangeError on more weight than can be
 * counted exactly.
 */
export function sortBallots(request: CountRequest, partsPerUnit: number): SortedBallots {
  const { seats, candidates } = request
  requireSeats(seats)
  const runners = candidates
    .map(({ playerId, isIncumbent }) => newRunner(playerId, isIncumbent))
    .sort((a, b) => (a.playerId < b.playerId ? -1 : 1))
  // Rankings of ids are long and there are 100,000 of them: a character for each candidate makes them cheap to compare.
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

/** The candidate at a place of a ranking, or none behind its end. */
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
