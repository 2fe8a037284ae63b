import { GameError } from '../errors.ts'

/** The refusal of somebody who asked too often, with the seconds to wait. */
export function tooMany(msToWait: number): GameError {
  const seconds = Math.max(1, Math.ceil(msToWait / 1000))
  return new GameError('TOO_MANY_REQUESTS', `Too many attempts. Try again in ${spoken(seconds)}.`, {
    reason: 'rate-limited',
    retryAfterSeconds: seconds,
  })
}

const spoken = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
