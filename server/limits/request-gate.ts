import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { addressKey } from './address-key.ts'
import { tooMany } from './refusal.ts'

/** What one address may ask of one process. */
export interface RequestGate {
  /** Takes as many points as there are calls in a request. @throws TOO_MANY_REQUESTS with the seconds to wait. */
  take(ipAddress: string, points: number): Promise<void>
}

/**
 * The first line in front of everything that reads the database. It counts in this process alone: a shared count would
 * cost every page view the round trip that it is to spare, and against a flood it is good enough that each process
 * protects itself. What must be counted exactly (passwords, sign-ups, checkouts, REST) is counted in `Limits`.
 */
export function createRequestGate(options: { perMinute: number }): RequestGate {
  const limiter = new RateLimiterMemory({ points: options.perMinute, duration: 60 })
  return {
    take: async (ipAddress, points) => {
      try {
        await limiter.consume(addressKey(ipAddress), points)
      } catch (refusal) {
        throw refusal instanceof RateLimiterRes ? tooMany(refusal.msBeforeNext) : refusal
      }
    },
  }
}
