import { GameError, isGameError } from '../errors.ts'

export const galaxyUnavailable = (cause?: unknown): GameError =>
  new GameError('UNAVAILABLE', 'This galaxy cannot be reached right now. Try again in a minute.', {
    reason: 'galaxy-unavailable',
    cause,
  })

/** By an operator, for hours or days: trying again in a minute would be no advice. */
export const galaxySuspended = (): GameError =>
  new GameError(
    'UNAVAILABLE',
    'The operator has suspended this galaxy. Ships, cargo and credits in it are safe, and play goes on when it is resumed.',
    { reason: 'galaxy-suspended' },
  )

/** That a galaxy cannot be reached comes wrapped in the error of the query that found it out. */
export function unavailableIn(error: unknown): GameError | null {
  if (isGameError(error)) return error.code === 'UNAVAILABLE' ? error : null
  return error instanceof Error ? unavailableIn(error.cause) : null
}
