import { type Logger } from 'pino'

/** What is measured and given is never off by so much. */
const NOTICED_MS = 5_000
const EVERY_MS = 30_000

/** One reading: the database's clock, and this machine's count of time that nobody sets. */
export type ClockReading = { database: number; counted: number }

/** By how much the database's clock was set between two readings, ms; 0 for what is not worth a word. */
export function jumpBetween(before: ClockReading, after: ClockReading): number {
  const jump = after.database - before.database - (after.counted - before.counted)
  return Math.abs(jump) < NOTICED_MS ? 0 : Math.round(jump)
}

/**
 * Tells the log when the database's clock was set: votes, log-ins and prices follow it, so somebody has to look. Returns what ends it.
 * @param read the database's clock
 */
export function watchClock(
  read: () => Promise<Date>,
  log: Logger,
  { everyMs = EVERY_MS, count = () => performance.now() } = {},
): () => void {
  let before: ClockReading | null = null
  const look = async () => {
    const began = count()
    const database = (await read()).getTime()
    // The answer was given at some moment in between.
    const reading = { database, counted: (began + count()) / 2 }
    const jumpMs = before ? jumpBetween(before, reading) : 0
    before = reading
    if (jumpMs !== 0)
      log.error(
        { jumpMs },
        `The clock of the database was set ${jumpMs > 0 ? 'forward' : 'back'} by ${Math.abs(jumpMs / 1000)} s: what ends at a time follows it.`,
      )
  }
  const timer = setInterval(() => void look().catch(() => undefined), everyMs).unref()
  return () => clearInterval(timer)
}
