import { sql, type SQL } from 'drizzle-orm'
import { type AnyPgColumn } from 'drizzle-orm/pg-core'

/**
 * A moment, or that of the column if it is later: a transaction that waited for the one which wrote the column began before it.
 */
export const notBefore = (column: AnyPgColumn, moment: Date): SQL<Date> =>
  sql<Date>`greatest(${column}, ${sql.param(moment, column)})`
