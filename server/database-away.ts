import { isDatabaseUnavailable } from '#db/connections.ts'
import { GameError } from './errors.ts'

const BACK_IN_SECONDS = 5

/** The error for every request while the database is unreachable; null for other errors. */
export const asDatabaseUnavailable = (error: unknown): GameError | null =>
  isDatabaseUnavailable(error)
    ? new GameError(
        'UNAVAILABLE',
        'The platform cannot reach its database. Try again in a few seconds. If you were saving something, check first whether it was saved.',
        { reason: 'database-away', retryAfterSeconds: BACK_IN_SECONDS, cause: error },
      )
    : null
