import { type Redis } from 'ioredis'
import type pg from 'pg'
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'
import { CASTS_A_MINUTE } from '#server/domain/voting/bounds-of-one-person.ts'
import { type Env } from '../env.ts'
import { type GameError } from '../errors.ts'
import { tooMany } from './refusal.ts'

/** So many that none are ever missing: such a rule only counts. */
const UNLIMITED = 1_000_000

/** Points per window. */
const RULES = {
  /** Wrong passwords, by what they are counted for (server/services/identity/password-attempt.ts). */
  'password-failures': { points: UNLIMITED, durationSeconds: 15 * 60 },
  /** One attempt in a window whose length grows with the failures. */
  'password-turn': { points: 1, durationSeconds: 30 },
  /** Since when an address asks for an account that is under attack. */
  'password-patience': { points: UNLIMITED, durationSeconds: 15 * 60 },
  'signup-address': { points: 20, durationSeconds: 60 * 60 },
  /** Requests for links to a new password, and tries to use one or a recovery code. */
  'reset-address': { points: 20, durationSeconds: 60 * 60 },
  /** Mails that confirm one address, by who asks for them, and from everywhere. */
  'confirm-account': { points: 5, durationSeconds: 24 * 60 * 60 },
  'confirm-everywhere': { points: 40, durationSeconds: 24 * 60 * 60 },
  'confirm-user': { points: 5, durationSeconds: 24 * 60 * 60 },
  /** Links to a new password that are mailed to one account. */
  'reset-account': { points: 3, durationSeconds: 60 * 60 },
  /** Links that let a browser in while others guess at an account. */
  'let-in-account': { points: 1, durationSeconds: 60 * 60 },
  /** Challenges for passkeys, by session, log-in half made or address: each log-in page that is opened asks for one. */
  'passkey-challenge': { points: 300, durationSeconds: 15 * 60 },
  'token-address': { points: 60, durationSeconds: 15 * 60 },
  /** Ballots of one person on one vote. Counted by each process: a statement more would slow every vote down. */
  'cast-ballot': { points: CASTS_A_MINUTE, durationSeconds: 60, isLocal: true },
  /** Emblems that one person uploads. */
  'emblem-user': { points: 10, durationSeconds: 24 * 60 * 60 },
  'checkout-user': { points: 20, durationSeconds: 60 * 60 },
  'api-address': { points: 1_200, durationSeconds: 60 },
  'api-user': { points: 1_200, durationSeconds: 60 },
} as const
export type LimitName = keyof typeof RULES

/** What a limit allows, and what of it is left. */
export type Quota = { points: number; windowSeconds: number; left: number; secondsToReset: number }

export interface Limits {
  /** Uses one point. @throws TOO_MANY_REQUESTS with the seconds to wait if none is left. */
  take(name: LimitName, key: string): Promise<void>
  /**
   * Takes one point as `take` does and says what is left; refuses by answer, not by throwing. @param windowSeconds of a window
   * that begins now, if not the rule's
   */
  count(name: LimitName, key: string, windowSeconds?: number): Promise<Quota & { refusal: GameError | null }>
  /** Returns one point, because the attempt was valid. */
  giveBack(name: LimitName, key: string): Promise<void>
  /** Returns all points, e.g. of an account after a successful log-in. */
  reset(name: LimitName, key: string): Promise<void>
}

/** Its table is made by a migration. */
const POSTGRES = { storeType: 'pool', tableName: 'rate_limits', tableCreated: true }

/** The limits that are settings. */
export const limitsFromEnv = (env: Pick<Env, 'SIGN_UPS_PER_HOUR' | 'REST_REQUESTS_PER_MINUTE'>) => ({
  'signup-address': env.SIGN_UPS_PER_HOUR,
  'api-address': env.REST_REQUESTS_PER_MINUTE,
  'api-user': env.REST_REQUESTS_PER_MINUTE,
})

/**
 * Limits in PostgreSQL or Redis: shared by all processes, kept over restarts; those that are local count within this process.
 *
 * @param points overrides of the defaults
 */
export function createLimits(
  store: { pool: pg.Pool } | { redis: Redis },
  points: { [Name in LimitName]?: number | undefined } = {},
): Limits {
  const limiters = new Map<LimitName, RateLimiterAbstract>()
  for (const [name, rule] of Object.entries(RULES) as [LimitName, (typeof RULES)[LimitName]][]) {
    const options = { keyPrefix: name, points: points[name] ?? rule.points, duration: rule.durationSeconds }
    if ('isLocal' in rule) {
      limiters.set(name, new RateLimiterMemory(options))
      continue
    }
    limiters.set(
      name,
      'redis' in store
        ? new RateLimiterRedis({ ...options, storeClient: store.redis })
        : new RateLimiterPostgres({ ...options, storeClient: store.pool, ...POSTGRES }),
    )
  }
  const limiterFor = (name: LimitName) => {
    const limiter = limiters.get(name)
    if (!limiter) throw new Error(`no limit named ${name}`)
    return limiter
  }
  const count: Limits['count'] = async (name, key, windowSeconds) => {
    const limiter = limiterFor(name)
    const { isOver, result } = await consumed(limiter, key, windowSeconds)
    return {
      points: limiter.points,
      windowSeconds: limiter.duration,
      left: Math.max(0, result.remainingPoints),
      secondsToReset: Math.max(0, Math.ceil(result.msBeforeNext / 1000)),
      refusal: isOver ? tooMany(result.msBeforeNext) : null,
    }
  }
  return {
    count,
    take: async (name, key) => {
      const { refusal } = await count(name, key)
      if (refusal) throw refusal
    },
    giveBack: async (name, key) => void (await limiterFor(name).reward(key, 1)),
    reset: async (name, key) => void (await limiterFor(name).delete(key)),
  }
}

/** The library throws the same result that it returns, when no point is left. */
async function consumed(limiter: RateLimiterAbstract, key: string, windowSeconds: number | undefined) {
  try {
    return {
      isOver: false,
      result: await limiter.consume(
        key,
        1,
        windowSeconds === undefined ? {} : { customDuration: windowSeconds },
      ),
    }
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { isOver: true, result: refusal }
    throw refusal
  }
}
