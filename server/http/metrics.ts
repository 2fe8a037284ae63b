import { timingSafeEqual } from 'node:crypto'
import { type Context, type MiddlewareHandler } from 'hono'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { tokenHash } from '../auth/secrets.ts'
import { type SseHub } from '../events/sse-stream.ts'
import { type Ctx } from '../services/context.ts'
import { getPlatformGauges } from '../services/platform/get-platform-gauges.ts'

export type Metrics = {
  /** Times every request, by kind of door: addresses would be too many. */
  time: MiddlewareHandler
  /** `GET /metrics` in Prometheus' text format, for who knows the token. */
  answer(c: Context): Promise<Response>
}

/** @param token of METRICS_TOKEN; without one nobody is answered. */
export function createMetrics(options: { token: string | undefined; sse: SseHub; ctx: () => Ctx }): Metrics {
  const registry = new Registry()
  if (options.token !== undefined) collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['door', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const streams = gauge('live_event_streams', 'Open event streams of browser tabs')
  const inboxWaiting = gauge('paypal_inbox_waiting', 'Verified PayPal deliveries that nothing acted on yet')
  const inboxFailing = gauge('paypal_inbox_failing', 'Waiting PayPal deliveries that failed at least once')
  const drift = gauge('billing_drift', 'Differences between our books and PayPal’s that reconciliation found')
  const conservation = gauge(
    'conservation_differences',
    'What the latest conservation audit found not to add up',
  )
  const crossings = gauge('open_crossings', 'Ships between two galaxies')
  const setAside = gauge('set_aside_messages', 'Messages of galaxies that could not be applied')
  const outbox = gauge('job_outbox_jobs', 'Committed jobs that the queue has not taken over')
  const mailsWaiting = gauge('mails_waiting', 'Mails that are not sent yet')
  const mailsFailed = gauge('mails_failed', 'Mails that no attempt is left for')
  const operations = gauge('operations_running', 'Long work that is queued or running')
  const regions = gauge('regions', 'Regions by status', ['status'])

  return {
    time: async (c, next) => {
      const started = performance.now()
      await next()
      const labels = { door: doorOf(c.req.path), method: c.req.method, status: String(c.res.status) }
      seconds.observe(labels, (performance.now() - started) / 1000)
    },
    answer: async (c) => {
      if (!isAllowed(c.req.header('authorization'), options.token)) return c.notFound()
      const figures = await getPlatformGauges(options.ctx())
      streams.set(options.sse.count())
      inboxWaiting.set(figures.inboxWaiting)
      inboxFailing.set(figures.inboxFailing)
      drift.set(figures.billingDrift)
      conservation.set(figures.conservationDifferences)
      crossings.set(figures.openCrossings)
      setAside.set(figures.setAsideMessages)
      outbox.set(figures.outboxJobs)
      mailsWaiting.set(figures.mailsWaiting)
      mailsFailed.set(figures.mailsFailed)
      operations.set(figures.runningOperations)
      regions.reset()
      for (const [status, n] of Object.entries(figures.regionsByStatus)) regions.set({ status }, n)
      return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType })
    },
  }
}

function isAllowed(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined || authorization === undefined) return false
  const [given, wanted] = [authorization, `Bearer ${token}`].map((text) => Buffer.from(tokenHash(text)))
  return given !== undefined && wanted !== undefined && timingSafeEqual(given, wanted)
}

function doorOf(path: string): string {
  if (path.startsWith('/api/')) return 'rest'
  if (path.startsWith('/trpc/')) return 'trpc'
  if (path.startsWith('/webhooks/')) return 'webhook'
  return path === '/events' ? 'events' : 'page'
}
