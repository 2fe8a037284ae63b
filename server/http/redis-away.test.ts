import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRedis, SOON } from '#db/redis.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { createJobQueue } from '#jobs/queue.ts'
import { queueSettingsOf } from '#jobs/job-names.ts'
import { checkRedis } from '../check-redis.ts'
import { createLimits } from '../limits/limits.ts'
import { createLog } from '../log.ts'
import { checkReadiness } from '../readiness.ts'
import { StartRefusal } from '../start-refusal.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { hasRedis, startRedisServer, type RedisServer } from '../testing/redis-server.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const log = createLog('silent')

describe.runIf(hasRedis)('while Redis is away', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer()
  })

  it('programs are told when to try again, readiness names it, and jobs stay in the outbox', async () => {
    const redis = openRedis(server.url, log, 'limits', SOON)
    const queue = await createJobQueue({ redisUrl: server.url }, queueSettingsOf, log)
    afterAll(async () => {
      redis.disconnect()
      await queue.close().catch(() => undefined)
    })
    const limits = await createLimits({ redis })
    const http = createHttpClient({ ...platform, ctx: (actor) => ({ ...platform.ctx(actor), limits }) })
    expect((await http.json('GET', '/api/v1/regions')).status).toBe(200)
    await checkRedis(server.url)

    await server.stop()
    for (const [method, path, body] of [
      ['GET', '/api/v1/regions', undefined],
      ['POST', '/api/v1/auth/token', { email: 'a@example.test', password: 'whatever it was' }],
    ] as const) {
      const answer = await http.json(method, path, body)
      expect([path, answer.status]).toEqual([path, 503])
      expect(answer.body).toMatchObject({ code: 'UNAVAILABLE', reason: 'redis-away' })
      expect(answer.headers.get('Retry-After')).toBe('5')
    }
    expect(await checkReadiness({ redis: () => redis.ping() }, log)).toMatchObject({
      status: 'unavailable',
      needs: { redis: 'missing' },
    })

    const outbox = createJobOutbox(platform.db, queue, log)
    expect([await outbox.counts(), await outbox.waiting(), await outbox.failedJobs(5)]).toEqual([
      null,
      null,
      null,
    ])
    const now = await platform.clock.now(platform.db)
    await outbox.write(platform.db, { name: 'close-policy', payload: { policyId: 'x' }, runAt: null }, now)
    await expect(outbox.relay()).rejects.toThrow()
    const { rows } = await platform.db.$client.query(`select from job_outbox where name = 'close-policy'`)
    expect(rows).toHaveLength(1)
  }, 90_000)
})

describe('a wrong REDIS_URL', () => {
  it('ends the start, with the reason', async () => {
    await expect(checkRedis('redis://127.0.0.1:9')).rejects.toThrow(StartRefusal)
    await expect(checkRedis('redis://127.0.0.1:9')).rejects.toThrow(
      /REDIS_URL cannot be reached: .*ECONNREFUSED/,
    )
  }, 60_000)
})
