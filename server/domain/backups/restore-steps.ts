/** The steps of restoring a galaxy, in order. Each can be repeated after a crash at any point. The galaxy is closed from `close` to `reopen`. */
export const RESTORE_STEPS = [
  'verify',
  'load',
  'close',
  'dump',
  'reconcile',
  'check',
  'swap',
  'reopen',
] as const
export type RestoreStep = (typeof RESTORE_STEPS)[number]

const LABELS: Record<string, string> = {
  queued: 'Waiting in the queue',
  verify: 'Reading the backup to its end',
  load: 'Loading it beside the galaxy',
  close: 'Closing the galaxy',
  dump: 'Backing up the galaxy as it is',
  reconcile: 'Bringing in what happened since',
  check: 'Checking ledger and pilots',
  swap: 'Putting it in the place of the galaxy',
  reopen: 'Opening the galaxy',
  done: 'Done',
} satisfies Record<RestoreStep | 'queued' | 'done', string>

export const restoreLabel = (step: string): string => LABELS[step] ?? step

/** Percentage done when `step` starts. */
export const restoreProgress = (step: RestoreStep): number =>
  Math.round((RESTORE_STEPS.indexOf(step) / RESTORE_STEPS.length) * 100)

/** From here on the restored galaxy is the galaxy: there is no way back but another restore. */
export const isSwapped = (step: string): boolean => step === 'reopen'

/** Attempts before the galaxy is opened again as it was. */
export const RESTORE_ATTEMPTS = 5
/** A run without progress for this long was left by a dead process. A large archive takes its time within one step. */
export const RESTORE_STUCK_MS = 15 * 60_000
export const RESTORE_RETRY_MS = 30_000
/** For how long the database that was replaced is kept. */
export const KEPT_DATABASE_DAYS = 7

/** Names of the two databases of a restore. Opaque, as those of galaxies. */
export const restoreNames = (operationId: string): { next: string; kept: string } => {
  const id = operationId.replaceAll('-', '')
  return { next: `sw_next_${id}`, kept: `sw_kept_${id}` }
}
