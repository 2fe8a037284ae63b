import { and, desc, sql, type SQL } from 'drizzle-orm'
import { type PgColumn } from 'drizzle-orm/pg-core'
import { parseCursor } from '#server/domain/paging.ts'

/** The columns that order a log: the moment, and the number where two rows have the same. */
export type LogKey = { at: PgColumn | SQL; id: PgColumn | SQL }

/** A row's place in its log, for the cursor of the next page. Microseconds, as the database keeps them. */
export const cursorOf = ({ at, id }: LogKey): SQL<string> =>
  sql<string>`(extract(epoch from ${at}) * 1000000)::bigint || '-' || ${id}`

/** The rows that come after a cursor, the newest first; all of them without one. */
export function afterCursor({ at, id }: LogKey, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined
  const { micros, number } = parseCursor(cursor)
  const moment = sql`'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond'`
  // The first condition alone lets whole partitions be left out.
  return and(sql`${at} <= ${moment}`, sql`(${at}, ${id}) < (${moment}, ${number}::bigint)`)
}

export const newestFirst = ({ at, id }: LogKey): SQL[] => [desc(at), desc(id)]
