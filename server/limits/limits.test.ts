import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedis, startRedisServer, type RedisServer } from '../testing/redis-server.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createLimits, type Limits } from './limits.ts'

const platform = useTestPlatform()
let redis: RedisServer | null = null

beforeAll(async () => {
  if (hasRedis) redis = await startRedisServer()
})
afterAll(async () => {
  await redis?.stop()
})

const STORES: [
  string,
  boolean,
  (work: (open: (points?: Parameters<typeof createLimits>[1]) => Limits) => Promise<void>) => Promise<void>,
][] = [
  [
    'PostgreSQL',
    true,
    async (work) => {
      const pool = new pg.Pool({ connectionString: platform.url, max: 2 })
      await work((points) => createLimits({ pool }, points)).finally(() => pool.end())
    },
  ],
  [
    'Redis',
    hasRedis,
    async (work) => {
      const client = new Redis(redis?.url ?? '')
      await work((points) => createLimits({ redis: client }, points)).finally(() => client.disconnect())
    },
  ],
]

describe.each(STORES)('limits in %s', (_name, available, withStore) => {
  it.runIf(available)('are shared by two processes and refuse with the seconds to wait', () =>
    withStore(async (open) => {
      const points = { 'checkout-user': 10 }
      const [one, other] = [open(points), open(points)]
      for (let i = 0; i < 5; i++) {
        await one.take('checkout-user', 'somebody')
        await other.take('checkout-user', 'somebody')
      }
      const refusal = one.take('checkout-user', 'somebody')
      await expect(refusal).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'rate-limited' })
      await expect(other.take('checkout-user', 'somebody')).rejects.toHaveProperty('retryAfterSeconds')
      await one.take('checkout-user', 'somebody else')
    }),
  )

  it.runIf(available)('can have a window of another length, to the second', () =>
    withStore(async (open) => {
      const limits = open()
      expect((await limits.count('password-turn', 'somebody', 7)).refusal).toBeNull()
      const { refusal } = await limits.count('password-turn', 'somebody', 30)
      expect(refusal?.retryAfterSeconds).toBe(7)
    }),
  )

  it.runIf(available)('can be overridden', () =>
    withStore(async (open) => {
      const limits = open({ 'signup-address': 2 })
      await limits.take('signup-address', '203.0.113.2')
      await limits.take('signup-address', '203.0.113.2')
      await expect(limits.take('signup-address', '203.0.113.2')).rejects.toHaveProperty('retryAfterSeconds')
    }),
  )
})
