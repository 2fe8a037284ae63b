import { sql } from 'drizzle-orm'
import { type AnyDb } from '#db/client.ts'

/**
 * The time of the game. The database's clock decides (every process sees the same one); a moved clock adds an offset to
 * it, which is how the demo world lives through thirty days and tests through a vote.
 */
export interface Clock {
  /** The present moment as the database sees it, read at the time of the call (not of the transaction's begin). */
  now(db: AnyDb): Promise<Date>
  offsetMs(): number
}

async function databaseNow(db: AnyDb): Promise<Date> {
  const { rows } = await db.execute<{ now: Date | string }>(sql`select clock_timestamp() as now`)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('the database did not tell the time')
  return new Date(now)
}

/**
 * The present moment within a prepared statement, read where it stands in it. Whole milliseconds, as `now` tells it. The
 * statement's value `clockOffsetMs` is the clock's `offsetMs()`.
 */
export const sqlNow = sql<string>`(date_trunc('milliseconds', clock_timestamp())
  + ${sql.placeholder('clockOffsetMs')}::double precision * interval '1 millisecond')`

export const databaseClock: Clock = { now: databaseNow, offsetMs: () => 0 }

export type MovedClock = Clock & { advance(ms: number): void; set(offsetMs: number): void }

/** A clock that runs `offsetMs` apart from the database's and can be moved on. */
export function createMovedClock(offsetMs = 0): MovedClock {
  let offset = offsetMs
  return {
    now: async (db) => new Date((await databaseNow(db)).getTime() + offset),
    offsetMs: () => offset,
    advance: (ms) => {
      offset += ms
    },
    set: (ms) => {
      offset = ms
    },
  }
}
