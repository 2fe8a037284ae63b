import { GameError, isGameError } from '../errors.ts'

export const galaxyUnavailable = (cause?: unknown): GameError =>
  new GameError('UNAVAILABLE', 'This galaxy cannot be reached right now. Try again in a minute.', {
    reason: 'galaxy-unavailable',
    cause,
  })

/** That a galaxy cannot be reached comes wrapped in the error of the query that found it out. */
export function unavailableIn(error: unknown): GameError | null {
  if (isGameError(error)) return error.code === 'UNAVAILABLE' ? error : null
  return error instanceof Error ? unavailableIn(error.cause) : null
}
