import { type Sha256 } from '../voting/roll.ts'
import { type BallotBox } from '../voting/weigh-ballots.ts'
import { type CountMethod, type DecidedBy, type RoundAction } from './election-types.ts'
import { type ElectionMethod } from '../regions/election-methods.ts'
import { countPlurality } from './plurality.ts'
import { countRankedChoice } from './ranked-choice.ts'
import { countStv } from './stv.ts'

/**
 * Candidate ids, best first; empty: an abstention. Plurality uses only the first. A ranked count skips withdrawn and
 * repeated candidates.
 */
export type ElectionPaper = { ranking: readonly string[] }

export type CandidateResult = {
  playerId: string
  /** Held the office at the close and therefore wins ties. */
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
  /** People represented by the ballots. */
  turnout: number
  /** Of these, people whose ballots name no remaining candidate. */
  abstentions: number
  /** Best first: in order of election, then by how far they got. */
  candidates: CandidateResult[]
  winners: string[]
  /** Candidates tied and drawn by the published lottery, in the order drawn; null if there was no draw. */
  lottery: { drawn: string[] } | null
}

/**
 * One round of a ranked count. Amounts are parts of a unit of weight (`partsPerUnit`). After every round, votes +
 * exhausted + lost equal the weight of all ballots that name somebody.
 */
export type CountRound = {
  /** First preferences, the transfer of a surplus, or the elimination of the last candidate. */
  action: RoundAction
  /** Whose votes were transferred; null in the first round. */
  playerId: string | null
  /** Why this candidate was eliminated; null in other rounds. */
  decidedBy: DecidedBy | null
  /** Transferred votes by receiver; `playerId` null: the ballots name no remaining candidate. */
  transfers: { playerId: string | null; votes: number }[]
  /** Totals at the end of the round, by candidate id, without eliminated candidates whose votes were transferred. */
  votes: { playerId: string; votes: number }[]
  /** On ballots that name no remaining candidate, so far. */
  exhausted: number
  /** Lost to rounding of transfer values, so far. */
  lost: number
  /** Elected at the end of this round. */
  elected: { playerId: string; decidedBy: DecidedBy }[]
}

export type PluralityResults = ResultsHead<'weighted_plurality'>
type RankedResults<Method extends CountMethod> = ResultsHead<Method> & {
  /** Weight of all ballots that name somebody, integer units. */
  totalWeight: number
  /** Parts in the rounds per unit of weight. */
  partsPerUnit: number
  rounds: CountRound[]
}
export type RankedChoiceResults = RankedResults<'ranked_choice'>
/** `quota`: units of weight needed to be elected. */
export type StvResults = RankedResults<'stv'> & { quota: number }
export type ElectionResults = PluralityResults | RankedChoiceResults | StvResults

export type CountRequest = BallotBox<ElectionPaper> & {
  seats: number
  /** Candidates eligible at the close; ballots that name nobody else are abstentions. */
  candidates: readonly { playerId: string; isIncumbent: boolean }[]
  lottery: { secret: string; electionId: string; sha256: Sha256 }
}

/**
 * Counts an election by the region's method; ranked choice with several seats is a single transferable vote. Throws a
 * RangeError on seats outside 1–9 and on ballots that are not on the roll.
 */
export function countElection(request: CountRequest & { method: ElectionMethod }): ElectionResults {
  if (request.method === 'weighted_plurality') return countPlurality(request)
  return request.seats === 1 ? countRankedChoice(request) : countStv(request)
}
