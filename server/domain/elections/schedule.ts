import { type ElectionStatus } from './election-types.ts'

const DAY_MS = 86_400_000

/** Allowed length of both stages in days (DESIGN.md §3 Elections: seven by default). */
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

/** When a vote that opens as planned closes. */
export const plannedClose = (votingOpensAt: Date, votingDays: number): Date =>
  addDays(votingOpensAt, votingDays)

/** Stage of an election by the clock, if it was not cancelled; `completed` means ready to count. */
export function stageAt(
  schedule: Omit<ElectionSchedule, 'opensAt'>,
  now: Date,
): Extract<ElectionStatus, 'pending' | 'active' | 'completed'> {
  if (now < schedule.votingOpensAt) return 'pending'
  return now < schedule.votingClosesAt ? 'active' : 'completed'
}

/** A later opening than this extends the close. */
const LATE_OPENING_MS = 3_600_000

/**
 * When voting closes, given when it really opened. A late opening (platform down, region suspended) moves the close
 * by the same delay, so that voters lose no time.
 */
export function closeAfterOpening(schedule: Omit<ElectionSchedule, 'opensAt'>, openedAt: Date): Date {
  const delayMs = openedAt.getTime() - schedule.votingOpensAt.getTime()
  return delayMs <= LATE_OPENING_MS
    ? schedule.votingClosesAt
    : new Date(schedule.votingClosesAt.getTime() + delayMs)
}

/** A term lasts from the close for one election interval. */
export const termOf = (closedAt: Date, electionFrequencyDays: number): { startsAt: Date; endsAt: Date } => ({
  startsAt: closedAt,
  endsAt: addDays(closedAt, electionFrequencyDays),
})

/**
 * When the next regular election of a position opens: early enough to close when the term ends, or at once if the
 * office is vacant.
 */
export const nextElectionOpensAt = (term: { endsAt: Date } | null, now: Date): Date =>
  term === null ? now : addDays(term.endsAt, -(NOMINATION_DAYS.default + ELECTION_VOTING_DAYS.default))

export type RecurringPosition = {
  /** Latest term of any holder; null if the office is vacant. */
  currentTerm: { endsAt: Date } | null
  /** When the last election without a winner closed; null if the last one had a winner. */
  lastFailedAt: Date | null
  electionFrequencyDays: number
  now: Date
}

/**
 * When the regular election of a position opens; due at or before `now`. After an election without a winner it waits
 * half an interval, so that people have time to stand.
 */
export const recurringElectionOpensAt = (position: RecurringPosition): Date =>
  position.currentTerm === null && position.lastFailedAt !== null
    ? addDays(position.lastFailedAt, Math.ceil(position.electionFrequencyDays / 2))
    : nextElectionOpensAt(position.currentTerm, position.now)

/** Whether a regular election must open now. */
export const isElectionDue = (position: RecurringPosition & { hasOpenElection: boolean }): boolean =>
  !position.hasOpenElection && position.now >= recurringElectionOpensAt(position)

/**
 * Latest close of a called election: when the regular one would close (the end of the term), or two weeks from now if
 * that is due already. This keeps anybody from extending a term or a vacancy.
 */
export const latestCalledClose = (recurringOpensAt: Date, now: Date): Date =>
  addDays(
    recurringOpensAt > now ? recurringOpensAt : now,
    NOMINATION_DAYS.default + ELECTION_VOTING_DAYS.default,
  )

const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
