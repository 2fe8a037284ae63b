import pg from 'pg'

/**
 * A pool whose connections may be lost at any time: whoever holds one hears of it by their next query, and the pool opens
 * another. A lost connection that nobody listens to would end the process. @param onLost told of idle ones. @param refusal makes
 * the error of who asked for a connection that could not be had; pg's own unless it is given.
 */
export function openPool(
  config: pg.PoolConfig,
  onLost: (error: Error) => void = ignore,
  refusal?: (cause: unknown) => Error,
): pg.Pool {
  const pool = refusal ? new RefusingPool(config, refusal) : new pg.Pool(config)
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}

type Connected = Parameters<pg.Pool['connect']>[0]

/** Queries and transactions of a pool alike ask `connect`, with a callback or for a promise. */
class RefusingPool extends pg.Pool {
  readonly #refusal: (cause: unknown) => Error

  constructor(config: pg.PoolConfig, refusal: (cause: unknown) => Error) {
    super(config)
    this.#refusal = refusal
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (!callback)
      return super.connect().catch((cause: unknown) => {
        throw this.#refusal(cause)
      })
    super.connect((error, client, done) => callback(error && this.#refusal(error), client, done))
  }
}

/** A connection of its own for one piece of work, outside any pool. Waits ten seconds at most for the server. */
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

/** SQLSTATE classes 08 (connection) and 57P (shutdown, crash, starting), 53300 (no connection left), and the system's own names. */
const AWAY_CODE = /^(08...|57P..|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
/** The driver's words where there is no code. */
const AWAY_WORDS =
  /^(Connection (terminated|ended)|timeout exceeded when trying to connect|Client .* not queryable)/

/** Whether an error, or what caused it, says that the database is out of reach: it will be back, and nothing else is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return AWAY_CODE.test(code) || AWAY_WORDS.test(error.message) || isDatabaseAway(error.cause)
}

const ignore = () => undefined
