import { rollSizeOf, weighBallots } from '../voting/weigh-ballots.ts'
import { type CountRequest, type PluralityResults } from './count.ts'
import { type DecidedBy } from './election-types.ts'
import { drawOrder } from './lottery.ts'
import { requireSeats } from './require-seats.ts'

/**
 * Weighted plurality for one to nine seats: each ballot names one candidate, the heaviest are elected. In a tie for
 * the last seat incumbents stay and the committed lottery decides among the rest (DESIGN.md §3 Elections). Nobody is
 * elected without a vote unless there are enough seats for all candidates. Throws a RangeError on seats outside 1–9
 * and on ballots that are not on the roll.
 */
export function countPlurality(request: CountRequest): PluralityResults {
  const { seats, candidates } = request
  requireSeats(seats)
  const { counts, turnout, counted } = addUp(request)
  const unopposed = candidates.length <= seats
  const electable = counts.filter(({ votes }) => unopposed || votes > 0)
  const lastIn = electable[seats - 1]
  const firstOut = electable[seats]
  const tiedVotes = lastIn && firstOut && lastIn.votes === firstOut.votes ? lastIn.votes : null
  const tied = counts.filter(({ votes }) => votes === tiedVotes)
  const drawn = drawOrder(
    tied.filter(({ isIncumbent }) => !isIncumbent).map(({ playerId }) => playerId),
    request.lottery,
  )
  const incumbentOrder = drawOrder(
    tied.filter(({ isIncumbent }) => isIncumbent).map(({ playerId }) => playerId),
    request.lottery,
  )
  const tieOrder = [...incumbentOrder, ...drawn]
  const ranked = [...counts].sort(
    (a, b) => b.votes - a.votes || tieOrder.indexOf(a.playerId) - tieOrder.indexOf(b.playerId),
  )
  const openSeats = seats - counts.filter(({ votes }) => tiedVotes !== null && votes > tiedVotes).length
  const lottery = lotteryUsed(incumbentOrder, drawn, tiedVotes === null ? 0 : openSeats)
  const electableIds = new Set(electable.map(({ playerId }) => playerId))
  const results = ranked.map(({ playerId, isIncumbent, votes, ballots: own }, rank) => ({
    playerId,
    isIncumbent,
    votes,
    ballots: own,
    elected: rank < seats && electableIds.has(playerId),
    decidedBy: decidedBy(playerId, unopposed, lottery, votes === tiedVotes),
  }))
  return {
    method: 'weighted_plurality',
    seats,
    rollSize: rollSizeOf(request),
    turnout,
    abstentions: turnout - counted,
    candidates: results,
    winners: results.filter(({ elected }) => elected).map(({ playerId }) => playerId),
    lottery: lottery === null ? null : { drawn: lottery },
  }
}

/**
 * The candidates of the lottery: challengers for the seats left by incumbents, or the incumbents if they outnumber
 * the seats.
 */
function lotteryUsed(incumbents: string[], challengers: string[], openSeats: number): string[] | null {
  if (openSeats === 0 || incumbents.length === openSeats) return null
  return incumbents.length > openSeats ? incumbents : challengers
}

function decidedBy(
  playerId: string,
  unopposed: boolean,
  lottery: string[] | null,
  isTied: boolean,
): DecidedBy {
  if (unopposed) return 'unopposed'
  if (!isTied) return 'votes'
  return lottery?.includes(playerId) ? 'lottery' : 'incumbency'
}

type CandidateCount = { playerId: string; isIncumbent: boolean; votes: number; ballots: number }

function addUp(request: CountRequest) {
  const counts = new Map<string, CandidateCount>(
    request.candidates.map(({ playerId, isIncumbent }) => [
      playerId,
      { playerId, isIncumbent, votes: 0, ballots: 0 },
    ]),
  )
  let counted = 0
  const turnout = weighBallots(request, ({ ranking }, weight, represents) => {
    const [choice] = ranking
    const count = choice === undefined ? undefined : counts.get(choice)
    if (!count) return
    count.votes += weight
    count.ballots += represents
    counted += represents
  })
  // By id first: the result must not depend on the order in which candidates were stored.
  const byId = [...counts.values()].sort((a, b) => (a.playerId < b.playerId ? -1 : 1))
  return { counts: byId.sort((a, b) => b.votes - a.votes), turnout, counted }
}
