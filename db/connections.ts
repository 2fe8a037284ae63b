import pg from 'pg'

/**
 * A pool whose connections may be lost at any time: whoever holds one hears of it by their next query, and the pool opens
 * another. A lost connection that nobody listens to would end the process. @param onLost told of idle ones.
 */
export function openPool(config: pg.PoolConfig, onLost: (error: Error) => void = ignore): pg.Pool {
  const pool = new pg.Pool(config)
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
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

const ignore = () => undefined
