import { drizzle, type NodePgDatabase, type NodePgTransaction } from 'drizzle-orm/node-postgres'
import { type ExtractTablesWithRelations } from 'drizzle-orm'
import type pg from 'pg'
import { openPool } from './connections.ts'

type NoSchema = Record<string, never>

/** A drizzle handle on a pool; the platform's and a galaxy's differ only in which tables one asks for. */
export type Database = NodePgDatabase<NoSchema> & { $client: pg.Pool }
export type DatabaseTransaction = NodePgTransaction<NoSchema, ExtractTablesWithRelations<NoSchema>>
/** Either: what a query function takes. */
export type Queryable = Database | DatabaseTransaction

export type DatabaseHandle = { db: Database; pool: pg.Pool; close(): Promise<void> }

/** Opens a pool of at most `max` connections. Nothing connects until the first query. */
export function openDatabase(
  connectionString: string,
  options: {
    max: number
    applicationName: string
    idleMs?: number
    /** How long a query may wait for a free connection before it is refused. */
    waitMs?: number
    /** Server settings of its sessions, e.g. `synchronous_commit`. */
    settings?: Record<string, string>
    onError?: (error: Error) => void
    /** The error of a query for which there was no connection; the driver's own unless it is given. */
    refusal?: (cause: unknown) => Error
  },
): DatabaseHandle {
  const pool = openPool(
    {
      connectionString,
      max: options.max,
      application_name: options.applicationName,
      idleTimeoutMillis: options.idleMs ?? 30_000,
      connectionTimeoutMillis: options.waitMs ?? 10_000,
      options: Object.entries(options.settings ?? {})
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    },
    options.onError,
    options.refusal,
  )
  return { db: drizzle(pool), pool, close: () => pool.end() }
}

/** SQLSTATE of a failed query, looked for through the causes that drizzle wraps around it; null for other errors. */
export function sqlState(error: unknown): string | null {
  for (let e: unknown = error; typeof e === 'object' && e !== null; e = 'cause' in e ? e.cause : null) {
    if ('code' in e && typeof e.code === 'string' && /^[0-9A-Z]{5}$/.test(e.code)) return e.code
  }
  return null
}

/** The name of the constraint that refused a row, or null. */
export function violatedConstraint(error: unknown): string | null {
  for (let e: unknown = error; typeof e === 'object' && e !== null; e = 'cause' in e ? e.cause : null) {
    if ('constraint' in e && typeof e.constraint === 'string') return e.constraint
  }
  return null
}

export const UNIQUE_VIOLATION = '23505'
