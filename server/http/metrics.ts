import { timingSafeEqual } from 'node:crypto'
import { type Context } from 'hono'
import { Registry } from 'prom-client'
import { tokenHash } from '../auth/secrets.ts'
import { type Logger } from 'pino'
import { createPlatformGauges, type PlatformGauges } from './platform-gauges.ts'
import { type Telemetry } from '../metrics/telemetry.ts'

/** How old figures of the platform may be: every process tells them, and one scrape must not cost more than one reading. */
const FRESH_MS = 5_000

/**
 * `GET /metrics` in Prometheus' text format, for who knows the token: what the process counts of itself, and figures of the platform.
 * While those cannot be read `sectorwars_platform_up` is 0.
 * @param token of METRICS_TOKEN; without one nobody is answered.
 */
export function createMetricsDoor(options: {
  token: string | undefined
  telemetry: Telemetry
  read: () => Promise<PlatformGauges>
  log: Logger
}): (c: Context) => Promise<Response> {
  const platform = createPlatformGauges()
  const all = Registry.merge([options.telemetry.registry, platform.registry])
  let reading: { at: number; done: Promise<void> } | null = null
  const refresh = () => {
    if (reading && performance.now() - reading.at < FRESH_MS) return reading.done
    const done = options.read().then(platform.tell, (error: unknown) => {
      options.log.warn({ err: error }, 'the figures of the platform could not be read')
      platform.tell(null)
    })
    reading = { at: performance.now(), done }
    return done
  }
  return async (c) => {
    if (!isAllowed(c.req.header('authorization'), options.token)) return c.notFound()
    await refresh()
    return c.body(await all.metrics(), 200, { 'Content-Type': all.contentType })
  }
}

function isAllowed(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined || authorization === undefined) return false
  const [given, wanted] = [authorization, `Bearer ${token}`].map((text) => Buffer.from(tokenHash(text)))
  return given !== undefined && wanted !== undefined && timingSafeEqual(given, wanted)
}
