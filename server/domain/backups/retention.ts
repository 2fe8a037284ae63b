import { DAY_MS, utcDay } from '../utc-day.ts'
import { type BackupReason, type BackupStatus } from './backup-kinds.ts'

/** For how many days backups are kept: all of them, and the first daily one of each month. */
export type BackupRetention = { days: number; monthlyDays: number }

/** How many backups an administrator may ask for within a day. */
export const BY_HAND_PER_DAY = 20

/** How long the longest-lived backup is kept, with a month for those that wait for a newer one. */
export const longestDays = ({ days, monthlyDays }: BackupRetention): number =>
  Math.max(days, monthlyDays) + 31

/** A backup that is still running after this time was left by a process that died. */
export const BACKUP_STUCK_MS = 2 * 3_600_000
/** Pause after one that failed. */
export const BACKUP_PAUSE_MS = 3_600_000

/** Until when a backup is kept. `isFirstOfMonth`: there is no other daily one of the same database in its UTC month. */
export function keptUntil(
  takenAt: Date,
  { reason, isFirstOfMonth }: { reason: BackupReason; isFirstOfMonth: boolean },
  { days, monthlyDays }: BackupRetention,
): Date {
  const isLong = reason === 'before-termination' || (reason === 'daily' && isFirstOfMonth)
  const keptDays = isLong ? Math.max(days, monthlyDays) : days
  return new Date(takenAt.getTime() + keptDays * DAY_MS)
}

export type EarlierBackup = { reason: BackupReason; status: BackupStatus; startedAt: Date }

/** Whether a database's daily backup is to be made now: none was made or begun today (UTC), and none failed within the last hour. */
export function isDailyDue(earlier: readonly EarlierBackup[], now: Date): boolean {
  const today = utcDay(now)
  return !earlier.some(
    ({ reason, status, startedAt }) =>
      reason === 'daily' &&
      (status === 'failed'
        ? now.getTime() - startedAt.getTime() < BACKUP_PAUSE_MS
        : utcDay(startedAt) === today),
  )
}

/** The UTC month in which a moment lies: its beginning and its end. */
export const monthOf = (at: Date): { from: Date; to: Date } => ({
  from: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)),
  to: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)),
})
