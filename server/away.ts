import { isDatabaseUnavailable } from '#db/connections.ts'
import { isRedisUnavailable } from '#db/redis.ts'
import { GameError } from './errors.ts'

const BACK_IN_SECONDS = 5

const refusal = (message: string, reason: string, cause: unknown) =>
  new GameError('UNAVAILABLE', message, { reason, retryAfterSeconds: BACK_IN_SECONDS, cause })

/** The error for every request while the database or Redis is unreachable; null for other errors. */
export function asUnavailable(error: unknown): GameError | null {
  if (isDatabaseUnavailable(error))
    return refusal(
      'The platform cannot reach its database. Try again in a few seconds. If you were saving something, check first whether it was saved.',
      'database-away',
      error,
    )
  if (isRedisUnavailable(error))
    return refusal(
      'The platform cannot count requests just now, and so it takes none that it has to count. Try again in a few seconds.',
      'redis-away',
      error,
    )
  return null
}

/** Whether something is out of reach for now, and nothing else is wrong. */
export const isAway = (error: unknown): boolean => asUnavailable(error) !== null
