import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { addressKey } from './address-key.ts'
import { tooMany } from './refusal.ts'

/** Rate limit per address within one process. */
export interface RequestGate {
  /** Uses one point per call of a request. @throws TOO_MANY_REQUESTS with the seconds to wait. */
  take(ipAddress: string, points: number): Promise<void>
}

/**
 * The first protection of everything that reads the database. It counts per process: a shared counter would cost
 * every page view the round trip that it should save, and against a flood each process can protect itself. Exact
 * limits (passwords, sign-ups, checkouts, REST) are in `Limits`.
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
