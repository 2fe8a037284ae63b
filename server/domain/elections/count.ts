import { type RollEntry, type Sha256 } from '../policies/roll.ts'
import { drawOrder } from './lottery.ts'

/** One choice per voter, or none (`candidateId` null: turned out, chose nobody). */
export type ElectionBallot = { voterId: string; candidateId: string | null }

/** What put a candidate in or kept them out: only at the last seat can it be more than votes. */
export type DecidedBy = 'votes' | 'unopposed' | 'incumbency' | 'lottery'

export type CandidateResult = {
  playerId: string
  /** Weight of the ballots for this candidate, integer units. */
  votes: number
  ballots: number
  elected: boolean
  decidedBy: DecidedBy
}

export type ElectionResults = {
  method: 'weighted_plurality'
  seats: number
  rollSize: number
  turnout: number
  abstentions: number
  /** By votes, then as ties were decided. */
  candidates: CandidateResult[]
  winners: string[]
  /** The candidates a published lottery decided between, in the order drawn; null when none was needed. */
  lottery: { drawn: string[] } | null
}

export type CountRequest = {
  seats: number
  roll: readonly Pick<RollEntry, 'playerId' | 'weight'>[]
  /** Those still eligible at the close; ballots for others count as turnout only. */
  candidates: readonly { playerId: string; isIncumbent: boolean }[]
  ballots: readonly ElectionBallot[]
  lottery: { secret: string; electionId: string; sha256: Sha256 }
}

/**
 * Weighted plurality for one to nine seats: each voter names one candidate, the heaviest are elected. Who is tied across
 * the last seat: an incumbent stays, among the rest the committed lottery draws (DESIGN.md §3 Elections). Nobody is
 * elected without a vote unless there are no more candidates than seats. Throws a RangeError on seats outside 1–9, a
 * ballot without a roll row and a second ballot of one voter.
 */
export function countPlurality(request: CountRequest): ElectionResults {
  const { seats, roll, candidates, ballots } = request
  if (!Number.isInteger(seats) || seats < 1 || seats > 9)
    throw new RangeError(`an election of ${seats} seats`)
  const { standings, counted } = addUp(request)
  const unopposed = candidates.length <= seats
  const electable = standings.filter(({ votes }) => unopposed || votes > 0)
  const lastIn = electable[seats - 1]
  const firstOut = electable[seats]
  const tiedVotes = lastIn && firstOut && lastIn.votes === firstOut.votes ? lastIn.votes : null
  const tied = standings.filter(({ votes }) => votes === tiedVotes)
  const drawn = drawOrder(
    tied.filter(({ isIncumbent }) => !isIncumbent).map(({ playerId }) => playerId),
    request.lottery,
  )
  const incumbentOrder = drawOrder(
    tied.filter(({ isIncumbent }) => isIncumbent).map(({ playerId }) => playerId),
    request.lottery,
  )
  const tieOrder = [...incumbentOrder, ...drawn]
  const ranked = [...standings].sort(
    (a, b) => b.votes - a.votes || tieOrder.indexOf(a.playerId) - tieOrder.indexOf(b.playerId),
  )
  const openSeats = seats - standings.filter(({ votes }) => tiedVotes !== null && votes > tiedVotes).length
  const lottery = lotteryUsed(incumbentOrder, drawn, tiedVotes === null ? 0 : openSeats)
  const electableIds = new Set(electable.map(({ playerId }) => playerId))
  const results = ranked.map(({ playerId, votes, ballots: own }, rank) => ({
    playerId,
    votes,
    ballots: own,
    elected: rank < seats && electableIds.has(playerId),
    decidedBy: decidedBy(playerId, unopposed, lottery, votes === tiedVotes),
  }))
  return {
    method: 'weighted_plurality',
    seats,
    rollSize: roll.length,
    turnout: ballots.length,
    abstentions: ballots.length - counted,
    candidates: results,
    winners: results.filter(({ elected }) => elected).map(({ playerId }) => playerId),
    lottery: lottery === null ? null : { drawn: lottery },
  }
}

/**
 * The group that the lottery decided between: challengers for the seats that incumbents left, or incumbents among
 * themselves when they are more than the seats.
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

type Standing = { playerId: string; isIncumbent: boolean; votes: number; ballots: number }

function addUp({ roll, candidates, ballots }: CountRequest): { standings: Standing[]; counted: number } {
  const weights = new Map(roll.map((entry) => [entry.playerId, entry.weight]))
  const standings = new Map<string, Standing>(
    candidates.map(({ playerId, isIncumbent }) => [
      playerId,
      { playerId, isIncumbent, votes: 0, ballots: 0 },
    ]),
  )
  let counted = 0
  for (const { voterId, candidateId } of ballots) {
    const weight = weights.get(voterId)
    if (weight === undefined) throw new RangeError(`a ballot without its own row on the roll: ${voterId}`)
    weights.delete(voterId)
    const standing = candidateId === null ? undefined : standings.get(candidateId)
    if (!standing) continue
    standing.votes += weight
    standing.ballots += 1
    counted += 1
  }
  // By id first, so that the result never depends on the order in which candidates were stored.
  const byId = [...standings.values()].sort((a, b) => (a.playerId < b.playerId ? -1 : 1))
  return { standings: byId.sort((a, b) => b.votes - a.votes), counted }
}
