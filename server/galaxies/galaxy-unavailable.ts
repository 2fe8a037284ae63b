import { GameError } from '../errors.ts'

export const galaxyUnavailable = (cause?: unknown): GameError =>
  new GameError('UNAVAILABLE', 'This galaxy cannot be reached right now. Try again in a minute.', {
    reason: 'galaxy-unavailable',
    cause,
  })
