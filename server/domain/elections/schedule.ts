import { type ElectionStatus } from './election-types.ts'

const DAY_MS = 86_400_000

/** Bounds of both stages in days (DESIGN.md §3 Elections: seven by default). */
export const NOMINATION_DAYS = { min: 1, max: 30, default: 7 } as const
export const ELECTION_VOTING_DAYS = { min: 1, max: 30, default: 7 } as const

/** Seats of a council (DESIGN.md §3 Elections). */
export const COUNCIL_SEATS = { min: 3, max: 9, default: 5 } as const

export type ElectionSchedule = { opensAt: Date; votingOpensAt: Date; votingClosesAt: Date }

/** Nominations from `opensAt` to `votingOpensAt`, then votes until `votingClosesAt`. */
export function electionSchedule(
  opensAt: Date,
  days: { nominationDays: number; votingDurationDays: number },
): ElectionSchedule {
  const votingOpensAt = addDays(opensAt, days.nominationDays)
  return { opensAt, votingOpensAt, votingClosesAt: addDays(votingOpensAt, days.votingDurationDays) }
}

/** The stage an election that was not cancelled has reached by the clock; `completed` means ready to be counted. */
export function stageAt(
  schedule: Omit<ElectionSchedule, 'opensAt'>,
  now: Date,
): Extract<ElectionStatus, 'pending' | 'active' | 'completed'> {
  if (now < schedule.votingOpensAt) return 'pending'
  return now < schedule.votingClosesAt ? 'active' : 'completed'
}

/** An opening later than this is made up for at the close. */
const LATE_OPENING_MS = 3_600_000

/**
 * When voting closes that really opened at `openedAt`. Whoever opens it late (the platform was down, the region
 * suspended) takes nothing from the voters: the close moves by the delay.
 */
export function closeAfterOpening(schedule: Omit<ElectionSchedule, 'opensAt'>, openedAt: Date): Date {
  const delayMs = openedAt.getTime() - schedule.votingOpensAt.getTime()
  return delayMs <= LATE_OPENING_MS
    ? schedule.votingClosesAt
    : new Date(schedule.votingClosesAt.getTime() + delayMs)
}

/** A winner holds the office from the close for the region's election interval. */
export const termOf = (closedAt: Date, electionFrequencyDays: number): { startsAt: Date; endsAt: Date } => ({
  startsAt: closedAt,
  endsAt: addDays(closedAt, electionFrequencyDays),
})

/**
 * When the next election of a position opens by itself: early enough to close as the term ends, and for an office that
 * nobody holds at once.
 */
export const nextElectionOpensAt = (term: { endsAt: Date } | null, now: Date): Date =>
  term === null ? now : addDays(term.endsAt, -(NOMINATION_DAYS.default + ELECTION_VOTING_DAYS.default))

export type RecurringPosition = {
  /** The latest term of any holder; null when nobody holds the office. */
  currentTerm: { endsAt: Date } | null
  /** When the last election of this position closed that nobody won; null when the last one had a winner. */
  lastFailedAt: Date | null
  electionFrequencyDays: number
  now: Date
}

/**
 * The moment from which on the election of a recurring position opens by itself; at or before `now` it is due. An
 * election without a winner is not repeated at once: half an interval gives people time to stand.
 */
export const recurringElectionOpensAt = (position: RecurringPosition): Date =>
  position.currentTerm === null && position.lastFailedAt !== null
    ? addDays(position.lastFailedAt, Math.ceil(position.electionFrequencyDays / 2))
    : nextElectionOpensAt(position.currentTerm, position.now)

/** Whether a recurring election of one position must be opened now. */
export const isElectionDue = (position: RecurringPosition & { hasOpenElection: boolean }): boolean =>
  !position.hasOpenElection && position.now >= recurringElectionOpensAt(position)

/**
 * The latest moment at which an election that is called by hand may close: when the one of the interval would, which is the
 * end of the term, or two weeks from now where that one is due already. Nobody draws a term or a vacancy out by it.
 */
export const latestCalledClose = (recurringOpensAt: Date, now: Date): Date =>
  addDays(
    recurringOpensAt > now ? recurringOpensAt : now,
    NOMINATION_DAYS.default + ELECTION_VOTING_DAYS.default,
  )

const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
