import { Hono, type Context } from 'hono'
import { type JobQueue } from '#jobs/queue.ts'
import { type Logger } from 'pino'
import { checkReadiness, type Needs } from '../readiness.ts'

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
  needs: Needs
  log: Logger
  /** `GET /metrics`. */
  metrics: (c: Context) => Promise<Response>
}): Hono {
  const { isReady, pulse, queue, log } = options
  const needs: Needs = { ...options.needs, queue: () => queue.counts() }
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/metrics', options.metrics)
  app.get('/readyz', async (c) => {
    if (!isReady()) return c.json({ status: 'starting' }, 503)
    const idleSeconds = Math.round(pulse.idleMs() / 1000)
    if (pulse.idleMs() > IDLE_AT_MOST_MS) return c.json({ status: 'idle', idleSeconds }, 503)
    const readiness = await checkReadiness(needs, log)
    if (readiness.status !== 'ok') return c.json({ ...readiness, idleSeconds }, 503)
    return c.json({ ...readiness, idleSeconds, jobs: await queue.counts() })
  })
  return app
}
