import { sql } from 'drizzle-orm'
import { type AnyDb } from '#db/client.ts'

/**
 * The game's time. The database's clock decides, so every process sees the same time. A moved clock adds an offset:
 * the demo world uses it to live through thirty days, tests to live through a vote.
 */
export interface Clock {
  /** The current time of the database, read at the call (not at the start of the transaction). */
  now(db: AnyDb): Promise<Date>
  offsetMs(): number
}

async function databaseNow(db: AnyDb): Promise<Date> {
  const { rows } = await db.execute<{ now: Date | string }>(sql`select clock_timestamp() as now`)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('the database returned no time')
  return new Date(now)
}

/**
 * The current time within a prepared statement, read where it stands. Whole milliseconds, like `now`. The statement's
 * value `clockOffsetMs` is the clock's `offsetMs()`.
 */
export const sqlNow = sql<string>`(date_trunc('milliseconds', clock_timestamp())
  + ${sql.placeholder('clockOffsetMs')}::double precision * interval '1 millisecond')`

export const databaseClock: Clock = { now: databaseNow, offsetMs: () => 0 }

export type MovedClock = Clock & { advance(ms: number): void; set(offsetMs: number): void }

/** A clock with an offset to the database's that can be moved. */
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
