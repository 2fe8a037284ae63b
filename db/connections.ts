import pg from 'pg'
import { type ConnectionBudget } from './connection-budget.ts'

/**
 * A pool that survives lost connections: the holder's next query fails, and the pool opens a new one. Without error
 * listeners, a lost connection would end the process.
 * @param onLost called for lost idle connections.
 * @param refusal creates the error when no connection is available; defaults to pg's own.
 */
export function openPool(config: pg.PoolConfig, onLost: (error: Error) => void = ignore): pg.Pool {
  return keepAlive(new pg.Pool(config), onLost)
}

/** The same with connections out of a budget that it shares. */
export function openSharingPool(
  { budget, refusal }: SharedConnections,
  config: pg.PoolConfig & { max: number },
  onLost: (error: Error) => void = ignore,
): pg.Pool {
  return keepAlive(budget.openPool({ ...config, refusal }), onLost)
}

/** The driver asks for a password only where there is no connection string, which may say more than the password. */
export const clientThatAsks = (password: () => Promise<string>): typeof pg.Client =>
  class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      Object.assign(this, { password })
    }
  }

export type SharedConnections = {
  budget: ConnectionBudget
  /** Makes the error of who asked for a connection that could not be had. */
  refusal: (cause: unknown) => Error
}

function keepAlive(pool: pg.Pool, onLost: (error: Error) => void): pg.Pool {
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}

/**
 * How long a session may take before the server ends it: a statement, the wait for a lock, and a transaction in which nothing
 * happens. No page takes longer, and a hanging process must not hold locks forever. Its days and the times that it writes as text are UTC's,
 * wherever the server stands.
 */
const SESSION_SETTINGS = {
  timezone: 'UTC',
  statement_timeout: '30s',
  lock_timeout: '15s',
  idle_in_transaction_session_timeout: '60s',
}

/** Server settings of a session as a connection's `options`. */
export const sessionOptions = (settings: Record<string, string> = {}): string =>
  Object.entries({ ...SESSION_SETTINGS, ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')

/** To the rest of a transaction that does long work on purpose. Ten minutes are the end of what hangs. */
export const LONG_WORK = `set local statement_timeout = '10min';
  set local lock_timeout = '60s';
  set local idle_in_transaction_session_timeout = '10min'`

/** Runs one piece of work on its own connection, outside any pool. Waits at most ten seconds for the server. */
export async function withClient<T>(
  config: { connectionString: string; application_name?: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...config })
  client.on('error', ignore)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * SQLSTATE classes 08 (connection), 57P (shutdown, crash, starting) and 53 (no connection, disk or memory left), what took too
 * long, and the error codes of Node: also those of a server's name or host that is gone.
 */
const AWAY_CODE =
  /^(08...|57P..|53...|57014|55P03|25P03|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)(UNREACH|DOWN))$/
/** An error may be its own cause. */
const DEEPEST_CAUSE = 8
/** Messages of the driver that come without a code. */
const AWAY_WORDS =
  /^(Connection (terminated|ended)|timeout exceeded when trying to connect|Client .* not queryable)/

/** A server that is reached over a socket of this machine has no such file while it is away, or no place in its queue. */
const isSocketGone = (error: Error, code: string): boolean =>
  'syscall' in error && error.syscall === 'connect' && /^(ENOENT|EAGAIN)$/.test(code)

/**
 * Whether an error or its cause means that the database is unavailable. This is temporary, and nothing else is wrong.
 */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > DEEPEST_CAUSE) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    AWAY_CODE.test(code) ||
    isSocketGone(error, code) ||
    AWAY_WORDS.test(error.message) ||
    isDatabaseUnavailable(error.cause, depth + 1)
  )
}

const ignore = () => undefined
