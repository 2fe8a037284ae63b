import { rollSizeOf } from '../voting/weigh-ballots.ts'
import { type CandidateResult, type CountRequest, type CountRound } from './count.ts'
import { type DecidedBy } from './election-types.ts'
import { drawOrder } from './lottery.ts'
import { runnerAt, sortBallots, type Runner } from './ranked-papers.ts'
import { chooseLoser, chooseSurplus, type TieRules } from './ranked-ties.ts'

export type RankedRules = {
  partsPerUnit: number
  /** Parts needed to be elected, given the parts of all ballots and of those with a remaining candidate. */
  quotaOf: (parts: { total: number; continuing: number }) => number
  byEarlierRounds: boolean
}

export type RankedOutcome = {
  seats: number
  rollSize: number
  turnout: number
  abstentions: number
  candidates: CandidateResult[]
  winners: string[]
  lottery: { drawn: string[] } | null
  totalWeight: number
  partsPerUnit: number
  rounds: CountRound[]
}

type Count = {
  rules: RankedRules
  ties: TieRules
  seats: number
  totalParts: number
  runners: readonly Runner[]
  /** In order of election. */
  elected: Runner[]
  eliminated: Runner[]
  exhausted: number
  lost: number
  rounds: CountRound[]
}

type Step = Pick<CountRound, 'action' | 'playerId' | 'decidedBy' | 'transfers'>

/**
 * The steps of both ranked counts: first preferences; then, round by round, candidates who reach the quota are
 * elected, the largest surplus is transferred, and without a surplus the last candidate is eliminated, until the
 * seats are filled or as many candidates as seats are left. Those are then elected without further transfers. Nobody
 * is elected without a vote if there was a choice.
 */
export function countRanked(request: CountRequest, rules: RankedRules): RankedOutcome {
  const { seats, lottery } = request
  const { runners, totalWeight, turnout, abstentions } = sortBallots(request, rules.partsPerUnit)
  const lots = new Set<string>()
  const count: Count = {
    rules,
    ties: { byEarlierRounds: rules.byEarlierRounds, draw: drawWith(lottery, lots) },
    seats,
    totalParts: totalWeight * rules.partsPerUnit,
    runners,
    elected: [],
    eliminated: [],
    exhausted: 0,
    lost: 0,
    rounds: [],
  }
  const opening: Step = { action: 'first_preferences', playerId: null, decidedBy: null, transfers: [] }
  if (runners.length <= seats) electRest(count, opening, () => 'unopposed')
  else endRound(count, opening)
  while (totalWeight > 0 && hasVacancy(count)) if (!passSurplus(count)) eliminateLast(count)

  const results = inOrder(count).map(resultOf)
  return {
    seats,
    rollSize: rollSizeOf(request),
    turnout,
    abstentions,
    candidates: results,
    winners: results.filter(({ elected }) => elected).map(({ playerId }) => playerId),
    lottery: lots.size === 0 ? null : { drawn: drawOrder([...lots], lottery) },
    totalWeight,
    partsPerUnit: rules.partsPerUnit,
    rounds: count.rounds,
  }
}

const continuing = ({ runners }: Count) => runners.filter(({ state }) => state === 'continuing')

const hasVacancy = (count: Count) => count.elected.length < count.seats && continuing(count).length > 0

const quotaNow = (count: Count) =>
  count.rules.quotaOf({
    total: count.totalParts,
    continuing: continuing(count).reduce((sum, { votes }) => sum + votes, 0),
  })

function passSurplus(count: Count): boolean {
  const quota = quotaNow(count)
  const waiting = count.elected.filter(({ votes }) => votes > quota)
  const from = chooseSurplus(waiting, count.ties)
  if (!from) return false
  const surplus = from.votes - quota
  const valueNow = cached((value) => Number((BigInt(value) * BigInt(surplus)) / BigInt(from.votes)))
  const transfers = passOn(count, from, valueNow)
  count.lost += surplus - transfers.reduce((sum, { votes }) => sum + votes, 0)
  from.votes = quota
  endRound(count, { action: 'surplus', playerId: from.playerId, decidedBy: null, transfers })
  return true
}

function eliminateLast(count: Count): void {
  const choice = chooseLoser(continuing(count), count.ties)
  if (!choice) return
  const { loser, decidedBy } = choice
  loser.state = 'eliminated'
  loser.decidedBy = decidedBy
  count.eliminated.push(loser)
  const step = { action: 'elimination' as const, playerId: loser.playerId, decidedBy }
  if (areLastVacancies(count)) {
    electRest(count, { ...step, transfers: [] }, (runner) => choice.spared.get(runner) ?? 'last_remaining')
    return
  }
  const transfers = passOn(count, loser, (value) => value)
  loser.votes = 0
  endRound(count, { ...step, transfers })
}

const areLastVacancies = (count: Count) => continuing(count).length <= count.seats - count.elected.length

/** Transfers a pile to the next remaining candidates; `valueNow` computes the new value from the old. */
function passOn(count: Count, from: Runner, valueNow: (value: number) => number): CountRound['transfers'] {
  const moved = new Map<Runner, number>()
  let toNobody = 0
  for (const { ranking, at: was, weight, value: before } of from.pile) {
    const value = valueNow(before)
    if (value === 0) continue
    let at = was + 1
    while (at < ranking.length && runnerAt(count.runners, ranking, at)?.state !== 'continuing') at += 1
    const next = runnerAt(count.runners, ranking, at)
    if (next) {
      moved.set(next, (moved.get(next) ?? 0) + weight * value)
      next.pile.push({ ranking, at, weight, value })
    } else toNobody += weight * value
  }
  from.pile = []
  for (const [runner, votes] of moved) runner.votes += votes
  count.exhausted += toNobody
  const transfers = [...moved]
    .sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || byId(one, other))
    .map(([{ playerId }, votes]) => ({ playerId, votes }))
  return toNobody > 0 ? [...transfers, { playerId: null, votes: toNobody }] : transfers
}

/** Elects those who reached the quota, and the rest if enough seats are left. */
function endRound(count: Count, step: Step): void {
  const quota = quotaNow(count)
  const reached = continuing(count).filter(({ votes }) => votes >= quota)
  const now = elect(count, reached, () => 'votes')
  if (areLastVacancies(count)) now.push(...elect(count, voted(count), () => 'last_remaining'))
  writeRound(count, step, now)
}

/** Elects all remaining candidates; those without a vote only if there was no choice. */
function electRest(count: Count, step: Step, why: (runner: Runner) => DecidedBy): void {
  const isFirst = count.rounds.length === 0
  writeRound(count, step, elect(count, isFirst ? continuing(count) : voted(count), why))
}

const voted = (count: Count) => continuing(count).filter(({ votes }) => votes > 0)

function elect(count: Count, chosen: readonly Runner[], why: (runner: Runner) => DecidedBy): Runner[] {
  const inOrder = [...chosen].sort(byVotes)
  for (const runner of inOrder) {
    runner.state = 'elected'
    runner.decidedBy = why(runner)
  }
  count.elected.push(...inOrder)
  return inOrder
}

function writeRound(count: Count, step: Step, elected: readonly Runner[]): void {
  for (const runner of count.runners) runner.history.push(runner.votes)
  count.rounds.push({
    ...step,
    votes: count.runners
      .filter(({ state, votes }) => state !== 'eliminated' || votes > 0)
      .map(({ playerId, votes }) => ({ playerId, votes })),
    exhausted: count.exhausted,
    lost: count.lost,
    elected: elected.map(({ playerId, decidedBy }) => ({ playerId, decidedBy })),
  })
}

/** Elected in order, then remaining by votes, then eliminated from last to first. */
const inOrder = (count: Count): Runner[] => [
  ...count.elected,
  ...continuing(count).sort(byVotes),
  ...count.eliminated.toReversed(),
]

const resultOf = (runner: Runner): CandidateResult => ({
  playerId: runner.playerId,
  isIncumbent: runner.isIncumbent,
  votes: runner.firstWeight,
  ballots: runner.firstPeople,
  elected: runner.state === 'elected',
  decidedBy: runner.decidedBy,
})

const byId = (a: Runner, b: Runner) => (a.playerId < b.playerId ? -1 : 1)

const byVotes = (a: Runner, b: Runner) => b.votes - a.votes || byId(a, b)

/** Draws with the committed lottery and records who took part. A ticket does not depend on the other candidates. */
const drawWith =
  (lottery: CountRequest['lottery'], lots: Set<string>): TieRules['draw'] =>
  (tied) => {
    for (const { playerId } of tied) lots.add(playerId)
    const order = drawOrder(
      [...tied].map(({ playerId }) => playerId),
      lottery,
    )
    return [...tied].sort((a, b) => order.indexOf(a.playerId) - order.indexOf(b.playerId))
  }

function cached(compute: (value: number) => number): (value: number) => number {
  const known = new Map<number, number>()
  return (value) => {
    const result = known.get(value) ?? compute(value)
    known.set(value, result)
    return result
  }
}
