import { type MembershipType } from '../membership/membership-types.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type GovernanceType } from '../regions/governance-types.ts'
import { mayActForRegion, type ActingRefusalReason, type Government } from '../regions/powers.ts'
import { type ElectionStatus } from './election-types.ts'
import { type Position } from '../regions/positions.ts'
import { latestCalledClose } from './schedule.ts'
import { isTermLimited } from './term-limits.ts'

export const POSITION_LABELS: Record<Position, string> = {
  governor: 'Governor',
  council_member: 'Council member',
  ambassador: 'Ambassador',
  trade_commissioner: 'Trade commissioner',
}

/** Positions whose elections open by themselves. An autocrat calls elections, the interval does not. */
export const RECURRING_POSITIONS: Record<GovernanceType, readonly Position[]> = {
  autocracy: [],
  democracy: ['governor', 'ambassador', 'trade_commissioner'],
  council: ['council_member', 'governor', 'ambassador', 'trade_commissioner'],
}

export type CallElectionRefusalReason = ActingRefusalReason | 'already-open'
export type CancelElectionRefusalReason =
  ActingRefusalReason | 'by-the-interval' | 'voting-opened' | 'succession-due'

/**
 * Who may call an election (powers table): the owner of an autocracy, the governor of a democracy, the council of a
 * council region, with the owner where governor or council is missing.
 */
export function mayCallElection(
  request: Government & { hasOpenElection: boolean },
): Verdict<undefined, CallElectionRefusalReason> {
  const caller = decidesOnElections(request)
  if (!caller.ok) return caller
  if (request.hasOpenElection)
    return refuse('already-open', 'An election for this position is already under way.')
  return allow(undefined)
}

/**
 * Whether an election may be called with these stages: it stands in for the one of the interval, which does not open beside
 * it, and so is over when that one would be. A moment in the refusal is ISO 8601 in UTC.
 */
export function checkCalledSchedule({
  votingClosesAt,
  recurringOpensAt,
  now,
}: {
  votingClosesAt: Date
  /** When the election of the interval opens were none under way; null where there is none. */
  recurringOpensAt: Date | null
  now: Date
}): Verdict<undefined, 'outlasts-the-interval'> {
  if (recurringOpensAt === null) return allow(undefined)
  const latest = latestCalledClose(recurringOpensAt, now)
  return votingClosesAt <= latest
    ? allow(undefined)
    : refuse(
        'outlasts-the-interval',
        `This election must be over by ${latest.toISOString()}, as the one of the interval would be. Give nominations and voting fewer days.`,
      )
}

/**
 * Whoever may call elections may call one off, until its vote opens. Those that the interval opened take place, and so does
 * one in whose place the interval's would be open by now: nobody stays in power, nor keeps an office vacant, by calling them
 * off.
 */
export function mayCancelElection(
  request: Government & {
    electionStatus: ElectionStatus
    isRecurring: boolean
    /** When the election of the interval opens were none under way; null where there is none. */
    recurringOpensAt: Date | null
    now: Date
  },
): Verdict<undefined, CancelElectionRefusalReason> {
  const caller = decidesOnElections(request)
  if (!caller.ok) return caller
  if (request.isRecurring)
    return refuse('by-the-interval', 'This election opened by the constitution’s interval: it takes place.')
  if (request.electionStatus !== 'pending')
    return refuse('voting-opened', 'An election can be cancelled only until its vote opens.')
  if (request.recurringOpensAt !== null && request.now >= request.recurringOpensAt)
    return refuse(
      'succession-due',
      'The next election for this office is due, and this one stands in for it: it takes place. Citizens may stand until its vote opens.',
    )
  return allow(undefined)
}

const decidesOnElections = (government: Government): Verdict<undefined, ActingRefusalReason> =>
  mayActForRegion(government, {
    autocracy: 'In an autocracy the owner calls elections.',
    democracy: 'In a democracy the governor calls elections; others open by the interval.',
    council: 'In a council region the council calls elections; others open by the interval.',
  })

export type CandidacyRefusalReason =
  'nominations-closed' | 'citizens-only' | 'term-limit' | 'already-standing'

/**
 * Citizens stand for every position within the constitution's term limit, while nominations are open. Both are asked
 * again when the vote opens and at the close.
 */
export function mayStand(candidate: {
  electionStatus: ElectionStatus
  membershipType: MembershipType | null
  isStanding: boolean
  /** Terms in a row in this office, up to its last election. */
  termsInARow: number
  /** Of the constitution; 0: none. */
  termLimit: number
}): Verdict<undefined, CandidacyRefusalReason> {
  if (candidate.electionStatus !== 'pending')
    return refuse('nominations-closed', 'Nominations for this election are closed.')
  if (!isEligible(candidate.membershipType))
    return refuse('citizens-only', 'Only citizens of this region can stand for an office.')
  const { termsInARow, termLimit } = candidate
  if (isTermLimited(termsInARow, termLimit))
    return refuse(
      'term-limit',
      `The constitution allows ${termLimit} ${termLimit === 1 ? 'term' : 'terms'} in a row, and you have had them. You may stand again after a term of somebody else.`,
    )
  if (candidate.isStanding) return refuse('already-standing', 'You are already standing in this election.')
  return allow(undefined)
}

/** Whether somebody may hold an office: at nomination, at the close, and as long as it is held. */
export const isEligible = (membershipType: MembershipType | null): boolean => membershipType === 'citizen'
