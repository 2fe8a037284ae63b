import { type Redis } from 'ioredis'
import type pg from 'pg'
import {
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'
import { tooMany } from './refusal.ts'

/** Points per window. Log-in counts failures per address and per account, so that neither alone opens a door. */
const RULES = {
  'login-address': { points: 30, durationSeconds: 15 * 60 },
  'login-account': { points: 10, durationSeconds: 15 * 60 },
  'signup-address': { points: 20, durationSeconds: 60 * 60 },
  'token-address': { points: 60, durationSeconds: 15 * 60 },
  'checkout-user': { points: 20, durationSeconds: 60 * 60 },
  'api-address': { points: 1_200, durationSeconds: 60 },
} as const
export type LimitName = keyof typeof RULES

export interface Limits {
  /** Takes one point. @throws TOO_MANY_REQUESTS with the seconds to wait when none is left. */
  take(name: LimitName, key: string): Promise<void>
  /** Gives one point back: the attempt turned out to be a good one. */
  giveBack(name: LimitName, key: string): Promise<void>
  /** Gives all points back, e.g. those of an account after a successful log-in. */
  reset(name: LimitName, key: string): Promise<void>
}

/**
 * Limits in PostgreSQL, or in Redis: counted across processes, kept over restarts.
 *
 * @param points others than the usual ones
 */
export async function createLimits(
  store: { pool: pg.Pool } | { redis: Redis },
  points: { [Name in LimitName]?: number | undefined } = {},
): Promise<Limits> {
  const limiters = new Map<LimitName, RateLimiterAbstract>()
  for (const [name, rule] of Object.entries(RULES) as [LimitName, (typeof RULES)[LimitName]][]) {
    const options = { keyPrefix: name, points: points[name] ?? rule.points, duration: rule.durationSeconds }
    limiters.set(
      name,
      'redis' in store
        ? new RateLimiterRedis({ ...options, storeClient: store.redis })
        : await openPostgresLimiter(store.pool, options),
    )
  }
  const limiterFor = (name: LimitName) => {
    const limiter = limiters.get(name)
    if (!limiter) throw new Error(`no limit named ${name}`)
    return limiter
  }
  return {
    take: async (name, key) => {
      try {
        await limiterFor(name).consume(key)
      } catch (refusal) {
        throw refusal instanceof RateLimiterRes ? tooMany(refusal.msBeforeNext) : refusal
      }
    },
    giveBack: async (name, key) => void (await limiterFor(name).reward(key, 1)),
    reset: async (name, key) => void (await limiterFor(name).delete(key)),
  }
}

const openPostgresLimiter = (
  pool: pg.Pool,
  options: { keyPrefix: string; points: number; duration: number },
) =>
  new Promise<RateLimiterAbstract>((resolve, reject) => {
    const limiter = new RateLimiterPostgres(
      { ...options, storeClient: pool, storeType: 'pool', tableName: 'rate_limits' },
      (error) => (error ? reject(error) : resolve(limiter)),
    )
  })
