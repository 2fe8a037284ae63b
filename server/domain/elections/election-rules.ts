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

/** Positions with automatic elections. An autocracy has none: its owner calls elections. */
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
 * council region, or the owner while there is no governor or council.
 */
export function mayCallElection(
  request: Government & { hasOpenElection: boolean },
): Verdict<undefined, CallElectionRefusalReason> {
  const caller = mayManageElections(request)
  if (!caller.ok) return caller
  if (request.hasOpenElection) return refuse('already-open', 'An election for this position is already open.')
  return allow(undefined)
}

/**
 * Checks the dates of a called election. It replaces the regular one and therefore must end when that one would.
 * Dates in the refusal are ISO 8601 in UTC.
 */
export function checkCalledSchedule({
  votingClosesAt,
  recurringOpensAt,
  now,
}: {
  votingClosesAt: Date
  /** When the next regular election would open; null if there are no regular elections. */
  recurringOpensAt: Date | null
  now: Date
}): Verdict<undefined, 'outlasts-the-interval'> {
  if (recurringOpensAt === null) return allow(undefined)
  const latest = latestCalledClose(recurringOpensAt, now)
  return votingClosesAt <= latest
    ? allow(undefined)
    : refuse(
        'outlasts-the-interval',
        `This election must end by ${latest.toISOString()}, when the regular election would. Choose fewer days for nominations and voting.`,
      )
}

/**
 * Those who can call elections can cancel one until its vote opens. Regular elections cannot be cancelled, nor can a
 * called one after the date of the regular one it replaces: nobody may stay in power or keep an office vacant this
 * way.
 */
export function mayCancelElection(
  request: Government & {
    electionStatus: ElectionStatus
    isRecurring: boolean
    /** When the next regular election would open; null if there are no regular elections. */
    recurringOpensAt: Date | null
    now: Date
  },
): Verdict<undefined, CancelElectionRefusalReason> {
  const caller = mayManageElections(request)
  if (!caller.ok) return caller
  if (request.isRecurring)
    return refuse('by-the-interval', 'This is a regular election. It cannot be cancelled.')
  if (request.electionStatus !== 'pending')
    return refuse('voting-opened', 'Voting has started. An election can be cancelled only before that.')
  if (request.recurringOpensAt !== null && request.now >= request.recurringOpensAt)
    return refuse(
      'succession-due',
      'This election replaces the regular one, which is now due, so it cannot be cancelled. Citizens may stand until voting starts.',
    )
  return allow(undefined)
}

const mayManageElections = (government: Government): Verdict<undefined, ActingRefusalReason> =>
  mayActForRegion(government, {
    autocracy: 'In an autocracy only the owner can call elections.',
    democracy: 'In a democracy only the governor can call elections. Regular elections open automatically.',
    council: 'In a council region only the council can call elections. Regular elections open automatically.',
  })

export type CandidacyRefusalReason =
  'nominations-closed' | 'citizens-only' | 'term-limit' | 'already-standing'

/**
 * Any citizen within the term limit may stand while nominations are open. Checked again when the vote opens and at
 * the close.
 */
export function mayStand(candidate: {
  electionStatus: ElectionStatus
  membershipType: MembershipType | null
  isStanding: boolean
  /** Consecutive terms in this office, up to its last election. */
  termsInARow: number
  /** From the constitution; 0: no limit. */
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
      `The constitution allows ${termLimit} ${termLimit === 1 ? 'term' : 'terms'} in a row, and you have served them. You may stand again after somebody else has served a term.`,
    )
  if (candidate.isStanding) return refuse('already-standing', 'You are already standing in this election.')
  return allow(undefined)
}

/** Whether somebody may hold an office: checked at nomination, at the close, and during the term. */
export const isEligible = (membershipType: MembershipType | null): boolean => membershipType === 'citizen'
