import { type Sha256 } from '../voting/roll.ts'
import { type BallotBox } from '../voting/weigh-ballots.ts'
import { type CountMethod, type DecidedBy, type RoundAction } from './election-types.ts'
import { type ElectionMethod } from '../regions/election-methods.ts'
import { countPlurality } from './plurality.ts'
import { countRankedChoice } from './ranked-choice.ts'
import { countStv } from './stv.ts'

/**
 * Candidate ids, best first; empty: took part, chose nobody. Plurality reads the first one only. A ranked count skips
 * candidates who no longer stand and those named before.
 */
export type ElectionPaper = { ranking: readonly string[] }

export type CandidateResult = {
  playerId: string
  /** Held the office at the close, and so stays in a tie. */
  isIncumbent: boolean
  /** Weight of the ballots that name this candidate first, integer units. */
  votes: number
  /** People whose ballots name this candidate first. */
  ballots: number
  elected: boolean
  decidedBy: DecidedBy
}

type ResultsHead<Method extends CountMethod> = {
  method: Method
  seats: number
  rollSize: number
  /** People whom the ballots speak for. */
  turnout: number
  /** Of these, people whose ballots name nobody who stands. */
  abstentions: number
  /** Best first: as elected, then as far as they came. */
  candidates: CandidateResult[]
  winners: string[]
  /** The candidates a published lottery decided between, in the order drawn; null when none was needed. */
  lottery: { drawn: string[] } | null
}

/**
 * One step of a ranked count. Amounts are parts of a unit of weight, `partsPerUnit` of the results to the unit.
 * After every round, votes + exhausted + lost are the weight of all ballots that name somebody.
 */
export type CountRound = {
  /** What was done: everybody's first preference; the surplus of an elected candidate; the votes of the last one. */
  action: RoundAction
  /** Whose votes were passed on; null in the first round. */
  playerId: string | null
  /** Why this candidate was eliminated; null in other rounds. */
  decidedBy: DecidedBy | null
  /** What the round moved, to whom; `playerId` null: to nobody, the ballots name no other candidate still in. */
  transfers: { playerId: string | null; votes: number }[]
  /** At the end of the round, by candidate id. Eliminated candidates whose votes were passed on have none. */
  votes: { playerId: string; votes: number }[]
  /** On ballots that name nobody still in; since the first round. */
  exhausted: number
  /** Lost to the rounding of transfer values; since the first round. */
  lost: number
  /** Elected at the end of this round. */
  elected: { playerId: string; decidedBy: DecidedBy }[]
}

export type PluralityResults = ResultsHead<'weighted_plurality'>
type RankedResults<Method extends CountMethod> = ResultsHead<Method> & {
  /** Weight of all ballots that name somebody, integer units. */
  totalWeight: number
  /** How many parts of the rounds make a unit of weight. */
  partsPerUnit: number
  rounds: CountRound[]
}
export type RankedChoiceResults = RankedResults<'ranked_choice'>
/** `quota`: units of weight that elect. */
export type StvResults = RankedResults<'stv'> & { quota: number }
export type ElectionResults = PluralityResults | RankedChoiceResults | StvResults

export type CountRequest = BallotBox<ElectionPaper> & {
  seats: number
  /** Those still eligible at the close; ballots that name nobody else are abstentions. */
  candidates: readonly { playerId: string; isIncumbent: boolean }[]
  lottery: { secret: string; electionId: string; sha256: Sha256 }
}

/**
 * Counts an election by the method of its constitution: ranked choice with more than one seat is a single transferable
 * vote. Throws a RangeError on seats outside 1–9 and on ballots that the roll does not carry.
 */
export function countElection(request: CountRequest & { method: ElectionMethod }): ElectionResults {
  if (request.method === 'weighted_plurality') return countPlurality(request)
  return request.seats === 1 ? countRankedChoice(request) : countStv(request)
}
