/** How a galaxy comes into the archive, in order. Each step can be repeated after a crash at any point. */
export const ARCHIVE_STEPS = ['freeze', 'dump', 'prove', 'drop'] as const
export type ArchiveStep = (typeof ARCHIVE_STEPS)[number]

/** How a region comes back from the archive. */
export const RETURN_STEPS = ['load', 'check', 'open'] as const
export type ReturnStep = (typeof RETURN_STEPS)[number]

/** How a region ends that nobody paid for until the end of its archive. */
export const TERMINATION_STEPS = ['end', 'erase', 'drop'] as const
export type TerminationStep = (typeof TERMINATION_STEPS)[number]

const LABELS: Record<string, string> = {
  queued: 'Waiting in the queue',
  done: 'Done',
}
const ARCHIVE_LABELS: Record<ArchiveStep, string> = {
  freeze: 'Closing the galaxy',
  dump: 'Writing the archive',
  prove: 'Loading the archive, to prove it',
  drop: 'Removing the database',
}
const RETURN_LABELS: Record<ReturnStep, string> = {
  load: 'Loading the galaxy from the archive',
  check: 'Checking the galaxy',
  open: 'Opening the region',
}
const TERMINATION_LABELS: Record<TerminationStep, string> = {
  end: 'Ending the region',
  erase: 'Erasing archive and backups',
  drop: 'Removing the database',
}

const labelFrom =
  (labels: Record<string, string>) =>
  (step: string): string =>
    labels[step] ?? LABELS[step] ?? step
export const archiveLabel = labelFrom(ARCHIVE_LABELS)
export const returnLabel = labelFrom(RETURN_LABELS)
export const terminationLabel = labelFrom(TERMINATION_LABELS)

/** Percentage done when `step` starts. */
export const progressOf = (steps: readonly string[], step: string): number =>
  Math.round((Math.max(0, steps.indexOf(step)) / steps.length) * 100)

/** Whether a payment ends the way into the archive. While the database is being removed, it waits for that. */
export const canKeepDatabase = (step: string): boolean => step !== 'drop'

/** What became of an archive. */
export const ARCHIVE_OUTCOMES = ['returned', 'erased'] as const

/** A run without progress for this long was left by a dead process. A large galaxy takes its time within one step. */
export const ARCHIVE_STUCK_MS = 15 * 60_000
const FIRST_RETRY_MS = 30_000
const MAX_RETRY_MS = 3_600_000
/** Pause after the n-th failed attempt: half a minute, doubled each time, an hour at most. */
export const archiveRetryMs = (attempts: number): number =>
  Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 12))
/** After so many failed attempts administrators are told: somebody may have paid, and waits. */
export const TELL_AFTER_ATTEMPTS = 3

/** Of how many days left the people of an archived region are told. */
export const WARNED_DAYS = [30, 7] as const
export type WarnedDays = (typeof WARNED_DAYS)[number]

const DAY_MS = 86_400_000

/** Which warning is due: the latest one whose day has come, if it was not given for this end. Null when none is. */
export function warningDue(
  until: Date,
  given: { days: number | null; until: Date | null },
  now: Date,
): WarnedDays | null {
  const left = until.getTime() - now.getTime()
  if (left <= 0) return null
  const due = WARNED_DAYS.filter((days) => left <= days * DAY_MS).at(-1)
  if (due === undefined) return null
  const isOfThisEnd = given.until?.getTime() === until.getTime()
  return isOfThisEnd && given.days !== null && given.days <= due ? null : due
}

/** For how long nobody gets the names of a region that ended. */
export const NAME_RESTS_DAYS = 365
