import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hold } from '#server/testing/hold.ts'
import { hasRedis, startRedisServer, type RedisServer } from '#server/testing/redis-server.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { createJobOutbox, job } from './outbox.ts'
import { createJobQueue, type JobQueue, type QueueSettings, type QueueStore } from './queue.ts'
import { relayOutboxJob } from './system/relay-outbox.ts'

const platform = useTestPlatform()
const log = pino({ level: 'silent' })
const ONE_EACH = { prompt: 1, background: 1, mail: 1 }
const SETTINGS: QueueSettings = (name) => ({
  queue: name === 'generate' ? 'background' : 'prompt',
  attempts: 3,
  backoffMs: 5,
})
let redis: RedisServer | null = null

beforeAll(async () => {
  if (hasRedis) redis = await startRedisServer()
})
afterAll(async () => {
  await redis?.stop()
})

const STORES: [string, () => QueueStore, boolean][] = [
  ['PostgreSQL', () => ({ postgresUrl: platform.url, connections: 8 }), true],
  ['Redis', () => ({ redisUrl: redis?.url ?? '' }), hasRedis],
]

describe.each(STORES)('the job queue on %s', (_name, store, available) => {
  const withQueue = async (work: (queue: JobQueue) => Promise<void>) => {
    const queue = await createJobQueue(store(), SETTINGS, log)
    try {
      await work(queue)
    } finally {
      await queue.close()
    }
  }

  it.runIf(available)('runs a job with its payload', () =>
    withQueue(async (queue) => {
      const ran: [string, unknown][] = []
      const worker = await queue.work(async (name, payload) => void ran.push([name, payload]), {
        concurrency: ONE_EACH,
      })
      await queue.add('greet', { to: 'Nexus' }, {})
      await expect.poll(() => ran, { timeout: 10_000 }).toEqual([['greet', { to: 'Nexus' }]])
      await worker.close()
    }),
  )

  it.runIf(available)('is empty once it was emptied, of scheduled jobs too', () =>
    withQueue(async (queue) => {
      await queue.add('greet', {}, { runAt: new Date(Date.now() + 3_600_000) })
      await queue.add('generate', {}, {})
      await queue.schedule('again', 60_000)
      await queue.empty()
      expect(await queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
    }),
  )

  it.runIf(available)('retries a failing job until it succeeds', () =>
    withQueue(async (queue) => {
      let tries = 0
      const worker = await queue.work(
        async () => {
          tries += 1
          if (tries < 3) throw new Error('not yet')
        },
        { concurrency: ONE_EACH },
      )
      await queue.add('stubborn', {}, {})
      await expect.poll(() => tries, { timeout: 10_000 }).toBe(3)
      await expect.poll(async () => (await queue.counts()).failed).toBe(0)
      await worker.close()
    }),
  )

  it.runIf(available)('lists what failed for the last time, and runs it again or deletes it once', () =>
    withQueue(async (queue) => {
      let works = false
      const ran: string[] = []
      const worker = await queue.work(
        async (name) => {
          if (!works) throw new Error('a password')
          ran.push(name)
        },
        { concurrency: ONE_EACH },
      )
      await queue.add('broken', {}, { id: 'one' })
      await queue.add('broken', {}, { id: 'two' })
      await expect
        .poll(async () => (await queue.failedJobs(10)).map(({ id }) => id).sort(), { timeout: 60_000 })
        .toEqual(['one', 'two'])
      const [newest] = await queue.failedJobs(1)
      expect(newest).toMatchObject({ queue: 'prompt', name: 'broken', attempts: 3 })
      expect(newest?.failedAt.getTime()).toBeGreaterThan(Date.now() - 120_000)
      expect(JSON.stringify(newest)).not.toContain('password')
      works = true
      expect(await queue.settleFailed({ queue: 'prompt', id: 'one' }, 'retry')).toBe(true)
      await expect.poll(() => ran, { timeout: 60_000 }).toEqual(['broken'])
      expect(await queue.settleFailed({ queue: 'prompt', id: 'two' }, 'remove')).toBe(true)
      expect(await queue.failedJobs(10)).toEqual([])
      for (const id of ['one', 'two', 'none'])
        expect(await queue.settleFailed({ queue: 'prompt', id }, 'retry')).toBe(false)
      await worker.close()
    }),
  )

  it.runIf(available)('adds one id once', () =>
    withQueue(async (queue) => {
      await queue.add('once', {}, { id: 'the-same' })
      await queue.add('once', {}, { id: 'the-same' })
      expect((await queue.counts()).waiting).toBe(1)
      const ran: string[] = []
      const worker = await queue.work(async (name) => void ran.push(name), { concurrency: ONE_EACH })
      await expect.poll(() => ran.length, { timeout: 10_000 }).toBe(1)
      await worker.close()
    }),
  )

  it.runIf(available)('delays a job until its time', () =>
    withQueue(async (queue) => {
      await queue.add('tomorrow', {}, { runAt: new Date(Date.now() + 86_400_000) })
      expect(await queue.counts()).toMatchObject({ delayed: 1, waiting: 0 })
    }),
  )

  it.runIf(available)('repeats a scheduled job and forgets schedules that are no longer wanted', () =>
    withQueue(async (queue) => {
      let runs = 0
      const worker = await queue.work(async (name) => void (name === 'sweep' && runs++), {
        concurrency: ONE_EACH,
      })
      await queue.schedule('sweep', 50)
      await expect.poll(() => runs, { timeout: 10_000 }).toBeGreaterThan(1)
      await queue.unscheduleAllBut([])
      await worker.close()
    }),
  )

  it.runIf(available)('runs prompt jobs while a background job does not end', () =>
    withQueue(async (queue) => {
      const end = hold()
      const began: string[] = []
      const worker = await queue.work(
        async (name) => {
          began.push(name)
          if (name === 'generate') await end.released
        },
        { concurrency: ONE_EACH },
      )
      await queue.add('generate', {}, {})
      await expect.poll(() => began, { timeout: 10_000 }).toEqual(['generate'])
      await queue.add('generate', {}, {})
      await queue.add('close', {}, {})
      await expect.poll(() => began, { timeout: 10_000 }).toEqual(['generate', 'close'])
      await expect.poll(() => queue.counts()).toMatchObject({ active: 1, waiting: 1 })
      end.release()
      await expect.poll(() => began, { timeout: 10_000 }).toEqual(['generate', 'close', 'generate'])
      await worker.close()
    }),
  )

  it.runIf(available)('forgets the schedule of a job that moved to the other queue', () =>
    withQueue(async (queue) => {
      const { delayed } = await queue.counts()
      await queue.schedule('sweep', 3_600_000)
      const moved: QueueSettings = (name) => ({ ...SETTINGS(name), queue: 'background' })
      const next = await createJobQueue(store(), moved, log)
      await next.unscheduleAllBut(['sweep'])
      // A schedule that is still there delays its next job as soon as this one is taken.
      const worker = await queue.work(() => Promise.resolve(), { concurrency: ONE_EACH })
      await expect
        .poll(() => queue.counts(), { timeout: 10_000 })
        .toMatchObject({ waiting: 0, active: 0, delayed })
      await worker.close()
      await next.close()
    }),
  )

  it.runIf(available)('receives every job from the outbox exactly once', () =>
    withQueue(async (queue) => {
      const outbox = createJobOutbox(platform.db, queue, log)
      const now = new Date()
      await outbox.write(platform.db, job(relayOutboxJob, {}), now)
      const moved = await Promise.all([outbox.relay(), outbox.relay(), outbox.relay()])
      expect(moved.reduce((a, b) => a + b)).toBe(1)
      const ran: string[] = []
      const worker = await queue.work(async (name) => void ran.push(name), { concurrency: ONE_EACH })
      await expect
        .poll(() => ran.filter((name) => name === 'relay-outbox'), { timeout: 10_000 })
        .toHaveLength(1)
      await worker.close()
      await outbox.close()
    }),
  )
})
