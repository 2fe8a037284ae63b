import { GameError } from '../errors.ts'

/** The error for too many requests, with the seconds to wait. */
export function tooMany(msToWait: number): GameError {
  const seconds = Math.max(1, Math.ceil(msToWait / 1000))
  return new GameError('TOO_MANY_REQUESTS', `Too many attempts. Try again in ${durationText(seconds)}.`, {
    reason: 'rate-limited',
    retryAfterSeconds: seconds,
  })
}

const durationText = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
