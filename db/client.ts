import { drizzle, type NodePgDatabase, type NodePgTransaction } from 'drizzle-orm/node-postgres'
import { type ExtractTablesWithRelations } from 'drizzle-orm'
import { type PgSelectBuilder, type PgTransactionConfig, type SelectedFields } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import {
  clientThatAsks,
  openPool,
  openSharingPool,
  sessionOptions,
  type SharedConnections,
} from './connections.ts'
import { transactPipelined, type Last } from './pipelined-transaction.ts'
import { type DatabaseKind, type TableIn } from './schema/database-kind.ts'
import { TurnSocket } from './turn-socket.ts'

type NoSchema = Record<string, never>

/** The result of using a table of the other kind of database; nothing can be done with it. */
export type WrongDatabase = { readonly wrongDatabase: 'This table is in the other kind of database.' }
type Foreign<Kind extends DatabaseKind> = TableIn<Exclude<DatabaseKind, Kind>>
type From<Kind extends DatabaseKind, Builder> = { from(table: Foreign<Kind>): WrongDatabase } & Builder

/** The kind of a handle, with overloads that reject tables of the other kind. */
type OfKind<Kind extends DatabaseKind> = {
  readonly databaseKind?: Kind
  select(): From<Kind, PgSelectBuilder<undefined>>
  select<Fields extends SelectedFields>(fields: Fields): From<Kind, PgSelectBuilder<Fields>>
  selectDistinct(): From<Kind, PgSelectBuilder<undefined>>
  selectDistinct<Fields extends SelectedFields>(fields: Fields): From<Kind, PgSelectBuilder<Fields>>
  insert(table: Foreign<Kind>): WrongDatabase
  update(table: Foreign<Kind>): WrongDatabase
  delete(table: Foreign<Kind>): WrongDatabase
  $count(table: Foreign<Kind>): WrongDatabase
  transaction<T>(work: (tx: TransactionOf<Kind>) => Promise<T>, config?: PgTransactionConfig): Promise<T>
}

type PoolOf<Kind extends DatabaseKind> = OfKind<Kind> & NodePgDatabase<NoSchema> & { $client: pg.Pool }
type TransactionOf<Kind extends DatabaseKind> = OfKind<Kind> &
  NodePgTransaction<NoSchema, ExtractTablesWithRelations<NoSchema>>

/** The platform database: a pool or one of its transactions. */
export type Database = PoolOf<'platform'>
export type DatabaseTransaction = TransactionOf<'platform'>
export type PlatformDb = Database | DatabaseTransaction
/** The parameter type of the platform's query functions. */
export type Queryable = PlatformDb

/** The same for a galaxy's database. The two kinds cannot be mixed up. */
export type GalaxyPool = PoolOf<'galaxy'>
export type GalaxyTransaction = TransactionOf<'galaxy'>
export type GalaxyDb = GalaxyPool | GalaxyTransaction

/** For the few functions that use no table, e.g. reading the time. */
export type AnyDb = PlatformDb | GalaxyDb

type HandleOf<Kind extends DatabaseKind> = { db: PoolOf<Kind>; pool: pg.Pool; close(): Promise<void> }
export type DatabaseHandle = HandleOf<'platform'>
export type GalaxyHandle = HandleOf<'galaxy'>

/** Opens a pool of at most `max` connections. Nothing connects until the first query. */
export const openDatabase = (connectionString: string, options: PoolOptions): DatabaseHandle =>
  openHandle<'platform'>(connectionString, options)

/** The same for a galaxy's database. */
export const openGalaxyDatabase = (connectionString: string, options: PoolOptions): GalaxyHandle =>
  openHandle<'galaxy'>(connectionString, options)

export type PoolOptions = {
  max: number
  applicationName: string
  idleMs?: number
  /** How long a query may wait for a free connection before it fails. */
  waitMs?: number
  /** PostgreSQL settings of its sessions, e.g. `synchronous_commit`. */
  settings?: Record<string, string>
  onError?: (error: Error) => void
  /** Asked for the password of each new connection, in the place of the one in the connection string. */
  password?: (() => Promise<string>) | undefined
  /** Its connections are out of a budget that other pools share. */
  shared?: SharedConnections
  /** Called with every statement that is sent. */
  onStatement?: (statement: string) => void
}

function openHandle<Kind extends DatabaseKind>(
  connectionString: string,
  options: PoolOptions,
): HandleOf<Kind> {
  const { shared, onError, password } = options
  const config = {
    ...(password ? { Client: clientThatAsks(password) } : {}),
    connectionString,
    max: options.max,
    application_name: options.applicationName,
    idleTimeoutMillis: options.idleMs ?? 30_000,
    connectionTimeoutMillis: options.waitMs ?? 10_000,
    options: sessionOptions(options.settings),
    stream: () => new TurnSocket(),
  }
  const pool = shared ? openSharingPool(shared, config, onError) : openPool(config, onError)
  const { onStatement } = options
  const logger = onStatement && { logQuery: onStatement }
  if (logger) loggers.set(pool, logger)
  return { db: ofKind<PoolOf<Kind>>(drizzle(pool, { logger })), pool, close: () => pool.end() }
}

const loggers = new WeakMap<pg.Pool, { logQuery: (statement: string) => void }>()

/** A transaction of a galaxy that is sent without waiting for each statement, see {@link transactPipelined}. */
export const transactGalaxyPipelined = <T>(
  { $client }: GalaxyPool,
  work: (tx: GalaxyTransaction, last: Last) => Promise<T>,
): Promise<T> =>
  transactPipelined($client, (tx, last) => work(ofKind<GalaxyTransaction>(tx), last), loggers.get($client))

/** SQLSTATE of a failed query, also when drizzle wrapped the error; null for other errors. */
export function sqlState(error: unknown): string | null {
  for (let e: unknown = error; typeof e === 'object' && e !== null; e = 'cause' in e ? e.cause : null) {
    if ('code' in e && typeof e.code === 'string' && /^[0-9A-Z]{5}$/.test(e.code)) return e.code
  }
  return null
}

/** Name of the violated constraint, or null. */
export function violatedConstraint(error: unknown): string | null {
  for (let e: unknown = error; typeof e === 'object' && e !== null; e = 'cause' in e ? e.cause : null) {
    if ('constraint' in e && typeof e.constraint === 'string') return e.constraint
  }
  return null
}

export const UNIQUE_VIOLATION = '23505'

/**
 * Brands a drizzle handle with its kind of database. The kind exists in types only, so only code that opens
 * connections may call this.
 */
function ofKind<Db>(db: unknown): Db {
  return db as Db
}

/** A galaxy transaction on a connection that the caller holds, for COPY. */
export const transactGalaxyOn = <T>(
  connection: pg.PoolClient,
  work: (tx: GalaxyTransaction) => Promise<T>,
): Promise<T> => ofKind<GalaxyPool>(drizzle(connection)).transaction(work)
