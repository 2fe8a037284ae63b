import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBundledServer } from '../testing/bundled-server.ts'
import { hasRedis, startRedisServer, type RedisServer } from '../testing/redis-server.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
// PayPal is not needed, and not there.
const env = () => ({
  ROLES: 'worker',
  DATABASE_URL: platform.url,
  APP_SECRET: 'the secret of this installation, for every process',
  PAYPAL_SIMULATOR_URL: 'http://127.0.0.1:9',
})

describe('a process that is a worker only', () => {
  const server = useBundledServer({ firstPort: 26_300, portSetting: 'WORKER_HEALTH_PORT', env })

  it('says of itself that it does jobs, and nothing else', async () => {
    await server.start()
    expect(await (await fetch(`${server.url()}/healthz`)).text()).toBe('ok')
    const answer = await fetch(`${server.url()}/readyz`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ status: 'ok', jobs: { failed: 0 } })
    expect((await fetch(`${server.url()}/api/v1/status/health`)).status).toBe(404)
  }, 200_000)
})

describe.runIf(hasRedis)('a process with REDIS_URL', () => {
  let redis: RedisServer | null = null
  beforeAll(async () => {
    redis = await startRedisServer()
  })
  afterAll(async () => {
    await redis?.stop()
  })
  const server = useBundledServer({
    firstPort: 26_400,
    portSetting: 'WORKER_HEALTH_PORT',
    env: () => ({ ...env(), REDIS_URL: redis?.url ?? '' }),
  })

  it('keeps its queue there', async () => {
    await server.start()
    expect((await fetch(`${server.url()}/readyz`)).status).toBe(200)
    const client = new Redis(redis?.url ?? '')
    expect((await client.keys('bull:*')).length).toBeGreaterThan(0)
    client.disconnect()
  }, 200_000)
})
