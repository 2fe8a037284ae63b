import { isDatabaseUnavailable } from '#db/connections.ts'
import { GameError } from './errors.ts'

const BACK_IN_SECONDS = 5

/** The refusal of everything while the database is out of reach; null for errors that say something else. */
export const databaseAway = (error: unknown): GameError | null =>
  isDatabaseUnavailable(error)
    ? new GameError(
        'UNAVAILABLE',
        'The platform cannot reach its database just now. Try again in a few seconds; if you were saving something, look first whether it is there.',
        { reason: 'database-away', retryAfterSeconds: BACK_IN_SECONDS, cause: error },
      )
    : null
