import { Hono } from 'hono'
import { type JobQueue } from '#jobs/queue.ts'
import { type Ctx } from '../services/context.ts'
import { checkHealth } from '../services/platform/check-health.ts'

/**
 * The relay of the outbox alone is a prompt job every five seconds, so each of ten workers begins one every minute. A worker
 * that began none for so long does not work, whatever else it reports.
 */
const IDLE_AT_MOST_MS = 5 * 60_000

export type WorkerPulse = {
  /** Called whenever a prompt job begins. */
  beat(): void
  /** Milliseconds since a prompt job began, or since the start. */
  idleMs(): number
}

export function createPulse(now: () => number = () => performance.now()): WorkerPulse {
  let beganAt = now()
  return {
    beat: () => {
      beganAt = now()
    },
    idleMs: () => now() - beganAt,
  }
}

/**
 * What a process without pages answers: `/healthz` that it lives, `/readyz` that it does jobs: database and queue answer, and
 * it began a job lately.
 */
export function createWorkerHealth(options: {
  isReady: () => boolean
  pulse: Pick<WorkerPulse, 'idleMs'>
  queue: Pick<JobQueue, 'counts'>
  ctx: () => Ctx
}): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    if (!options.isReady()) return c.json({ status: 'starting' }, 503)
    const idleSeconds = Math.round(options.pulse.idleMs() / 1000)
    if (options.pulse.idleMs() > IDLE_AT_MOST_MS) return c.json({ status: 'idle', idleSeconds }, 503)
    try {
      return c.json({
        ...(await checkHealth(options.ctx())),
        idleSeconds,
        jobs: await options.queue.counts(),
      })
    } catch (error) {
      options.ctx().log.error({ err: error }, 'the worker is not well')
      return c.json({ status: 'unavailable' }, 503)
    }
  })
  return app
}
