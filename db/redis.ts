import { Redis, type RedisOptions } from 'ioredis'
import { type Logger } from 'pino'

/** How long a command of a request may take: a Redis that hangs must not let requests hang. */
const COMMAND_MS = 2_000

/** For what a request waits for: it fails soon while Redis is away, and the client goes on trying to connect. */
export const SOON: RedisOptions = { maxRetriesPerRequest: 1, commandTimeout: COMMAND_MS }
/** For what waits in the background, as long as it takes. */
export const PATIENTLY: RedisOptions = { maxRetriesPerRequest: null }

/** Opens a client that connects again by itself. @param what uses it, for the log. */
export function openRedis(url: string, log: Logger, what: string, options: RedisOptions): Redis {
  const redis = new Redis(url, options)
  redis.on('error', (error) => log.warn({ err: error, what }, 'Redis'))
  return redis
}

/** An error may be its own cause. */
const DEEPEST_CAUSE = 8
/** What the client says when it has given up on a command. */
const AWAY_WORDS =
  /^(Reached the max retries per request limit|Connection is closed|Command timed out|LOADING )/

/** Whether an error or its cause means that Redis is unavailable. */
export const isRedisUnavailable = (error: unknown, depth = 0): boolean =>
  error instanceof Error &&
  depth <= DEEPEST_CAUSE &&
  (AWAY_WORDS.test(error.message) || isRedisUnavailable(error.cause, depth + 1))
