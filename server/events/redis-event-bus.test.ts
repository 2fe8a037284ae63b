import { Redis } from 'ioredis'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { hasRedis, startRedisServer } from '../testing/redis-server.ts'
import { type LiveEvent } from './event-bus.ts'
import { createRedisEventBus } from './redis-event-bus.ts'

const log = pino({ level: 'silent' })
const event: LiveEvent = { audience: { kind: 'public' }, topic: 'region', id: 'one' }

describe.runIf(hasRedis)('live events over Redis', () => {
  it('reach listeners in another process until they unsubscribe', async () => {
    const redis = await startRedisServer()
    const [here, there] = [
      await createRedisEventBus(redis.url, log),
      await createRedisEventBus(redis.url, log),
    ]
    const heard: (string | undefined)[] = []
    const stop = there.subscribe(({ id }) => heard.push(id))
    await here.publishAfterCommit([event, { ...event, id: 'two' }])
    await expect.poll(() => heard).toEqual(['one', 'two'])
    stop()
    const late: (string | undefined)[] = []
    there.subscribe(({ id }) => late.push(id))
    await here.publishAfterCommit([{ ...event, id: 'three' }])
    await expect.poll(() => late).toEqual(['three'])
    expect(heard).toEqual(['one', 'two'])
    await here.close()
    await there.close()
    await redis.stop()
  })

  it('continue after a lost connection, and listeners learn of the gap', async () => {
    const redis = await startRedisServer()
    const bus = await createRedisEventBus(redis.url, log)
    const heard: (string | undefined)[] = []
    let gaps = 0
    bus.subscribe(
      ({ id }) => heard.push(id),
      () => void gaps++,
    )
    await bus.publishAfterCommit([event])
    await expect.poll(() => heard).toEqual(['one'])
    expect(gaps).toBe(0)
    const operator = new Redis(redis.url)
    await operator.client('KILL', 'TYPE', 'pubsub')
    await expect.poll(() => gaps, { timeout: 20_000 }).toBe(1)
    await bus.publishAfterCommit([{ ...event, id: 'two' }])
    await expect.poll(() => heard).toEqual(['one', 'two'])
    operator.disconnect()
    await bus.close()
    await redis.stop()
  })

  it('do not fail a committed request when Redis is down', async () => {
    const redis = await startRedisServer()
    const bus = await createRedisEventBus(redis.url, log)
    await redis.stop()
    await expect(bus.publishAfterCommit([event])).resolves.toBeUndefined()
    await bus.close()
  })
})
