import { describe, expect, it } from 'vitest'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createPulse, createWorkerHealth } from './worker-health.ts'

const platform = useTestPlatform()
const MINUTE_MS = 60_000

describe('a worker that is asked for its health', () => {
  const ask = async (options: Partial<Parameters<typeof createWorkerHealth>[0]> = {}) => {
    const app = createWorkerHealth({
      isReady: () => true,
      pulse: createPulse(),
      queue: platform.queue,
      needs: { database: () => platform.db.$client.query('select 1') },
      log: platform.ctx().log,
      metrics: () => Promise.resolve(new Response('')),
      ...options,
    })
    const answer = await app.request('/readyz')
    return { status: answer.status, body: (await answer.json()) as unknown }
  }

  it('is well while database and queue answer and jobs begin', async () => {
    expect(await ask()).toMatchObject({ status: 200, body: { status: 'ok', jobs: { waiting: 0 } } })
  })

  it('is not yet ready while it starts', async () => {
    expect(await ask({ isReady: () => false })).toEqual({ status: 503, body: { status: 'starting' } })
  })

  it('is ill when it began no job for five minutes, and well with the next', async () => {
    let now = 0
    const pulse = createPulse(() => now)
    now = 5 * MINUTE_MS
    expect((await ask({ pulse })).status).toBe(200)
    now += 1
    expect(await ask({ pulse })).toEqual({ status: 503, body: { status: 'idle', idleSeconds: 300 } })
    pulse.beat()
    expect((await ask({ pulse })).status).toBe(200)
  })

  it('is ill when the queue or the database does not answer', async () => {
    const down = () => Promise.reject(new Error('down'))
    expect(await ask({ queue: { counts: down } })).toMatchObject({
      status: 503,
      body: { status: 'unavailable', needs: { database: 'ok', queue: 'missing' } },
    })
    expect(await ask({ needs: { database: down } })).toMatchObject({
      status: 503,
      body: { needs: { database: 'missing', queue: 'ok' } },
    })
  })
})
