import { type Majority } from '../regions/powers.ts'
import { requiredTurnout } from './quorum.ts'
import { rollSizeOf, rollWeightOf, weighBallots, type BallotBox } from './weigh-ballots.ts'

export const BALLOT_CHOICES = ['yes', 'no', 'abstain'] as const
export type BallotChoice = (typeof BALLOT_CHOICES)[number]

export type TallyOutcome = 'passed' | 'quorum-not-met' | 'not-outweighed' | 'below-threshold'

/** The result of a count. Weights are integer units; turnout and ballots count the people represented. */
export type Tally = {
  outcome: TallyOutcome
  passed: boolean
  rollSize: number
  turnout: number
  requiredTurnout: number
  yesWeight: number
  noWeight: number
  abstainWeight: number
  yesBallots: number
  noBallots: number
  abstainBallots: number
  /** Share of yes among yes and no, basis points rounded down; null if nobody voted yes or no. For display only. */
  approvalBp: number | null
  /** Approval needed, basis points rounded up. For display only. */
  requiredApprovalBp: number
  majority: Majority
}

export type TallyRequest = BallotBox<{ choice: BallotChoice }> & {
  quorumBp: number
  thresholdBp: number
  majority: Majority
}

/**
 * Counts a vote (DESIGN.md §3 Policies): it passes if turnout reaches the quorum, yes outweighs no, and yes/(yes +
 * no) reaches the threshold. A tie fails. `two_thirds` raises a lower threshold to two thirds, `two_thirds_of_roll` asks for a
 * yes of two thirds of the roll instead. All comparisons use integers. Throws a RangeError on ballots that are not on the roll, which the database excludes.
 */
export function tally(request: TallyRequest): Tally {
  const { quorumBp, thresholdBp, majority } = request
  const rollSize = rollSizeOf(request)
  const weight = { yes: 0, no: 0, abstain: 0 }
  const count = { yes: 0, no: 0, abstain: 0 }
  const turnout = weighBallots(request, ({ choice }, ofThese, represents) => {
    weight[choice] += ofThese
    count[choice] += represents
  })
  const required = requiredTurnout(rollSize, quorumBp)
  const whole = majority === 'two_thirds_of_roll' ? rollWeightOf(request) : weight.yes + weight.no
  const approved = isShare(weight.yes, whole, requiredShare(thresholdBp, majority))
  const outcome = decide(weight, turnout >= required, approved)
  const decided = weight.yes + weight.no
  return {
    outcome,
    passed: outcome === 'passed',
    rollSize,
    turnout,
    requiredTurnout: required,
    yesWeight: weight.yes,
    noWeight: weight.no,
    abstainWeight: weight.abstain,
    yesBallots: count.yes,
    noBallots: count.no,
    abstainBallots: count.abstain,
    approvalBp: decided === 0 ? null : Math.floor((weight.yes * 10_000) / decided),
    requiredApprovalBp: requiredApprovalBp(thresholdBp, majority),
    majority,
  }
}

/** Approval needed to pass, in basis points rounded up. */
export const requiredApprovalBp = (thresholdBp: number, majority: Majority): number => {
  const { parts, of } = requiredShare(thresholdBp, majority)
  return Math.ceil((parts * 10_000) / of)
}

const requiredShare = (thresholdBp: number, majority: Majority): { parts: number; of: number } =>
  majority !== 'simple' && thresholdBp * 3 < 20_000 ? { parts: 2, of: 3 } : { parts: thresholdBp, of: 10_000 }

/** Whether the share of yes among yes and no is enough. */
export function isApproved(
  { yes, no }: { yes: number; no: number },
  thresholdBp: number,
  majority: Majority,
): boolean {
  return isShare(yes, yes + no, requiredShare(thresholdBp, majority))
}

const isShare = (yes: number, whole: number, { parts, of }: { parts: number; of: number }): boolean =>
  yes * of >= whole * parts

function decide(
  { yes, no }: { yes: number; no: number },
  quorumMet: boolean,
  approved: boolean,
): TallyOutcome {
  if (!quorumMet) return 'quorum-not-met'
  if (yes <= no) return 'not-outweighed'
  return approved ? 'passed' : 'below-threshold'
}

/** The tally as fixed text for hashing: an independent recount gives the same text. */
export const serializeTally = (result: Tally): string =>
  [
    'tally v1',
    `outcome ${result.outcome}`,
    `turnout ${result.turnout} of ${result.rollSize}, required ${result.requiredTurnout}`,
    `yes ${result.yesWeight} in ${result.yesBallots}`,
    `no ${result.noWeight} in ${result.noBallots}`,
    `abstain ${result.abstainWeight} in ${result.abstainBallots}`,
    `required approval ${result.requiredApprovalBp}`,
  ].join('\n')
