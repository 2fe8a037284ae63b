import { DAY_MS } from '../utc-day.ts'

/** Days between two drills. */
export const DRILL_DAYS = 7
/** After a drill that failed it is tried again the next day. */
const RETRY_DAYS = 1

/** A database that a backup was loaded into to be read is left by a dead process after this long, if nobody is connected to it. */
export const COPY_LEFT_MS = DAY_MS

/** Whether a drill is due: none within a week, or the last one failed a day ago. */
export function isDrillDue(last: { at: Date; passed: boolean } | null, now: Date): boolean {
  if (last === null) return true
  return now.getTime() - last.at.getTime() >= (last.passed ? DRILL_DAYS : RETRY_DAYS) * DAY_MS
}
