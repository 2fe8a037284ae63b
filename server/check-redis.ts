import { Redis } from 'ioredis'
import { StartRefusal } from './start-refusal.ts'

const START_MS = 10_000

/** Asks the Redis of REDIS_URL once, at the start. @throws StartRefusal if it does not answer. */
export async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: START_MS,
    commandTimeout: START_MS,
    retryStrategy: () => null,
  })
  let why = ''
  redis.on('error', (error) => (why = error.message))
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    const said = why || (error instanceof Error ? error.message : String(error))
    throw new StartRefusal(`The Redis server of REDIS_URL cannot be reached: ${said}`, { cause: error })
  } finally {
    redis.disconnect()
  }
}
