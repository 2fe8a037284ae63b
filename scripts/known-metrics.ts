import { readFileSync } from 'node:fs'
import path from 'node:path'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { parse } from 'yaml'
import { z } from 'zod'
import { PLATFORM_METRICS } from '#server/http/platform-gauges.ts'
import { createTelemetry } from '#server/metrics/telemetry.ts'

const rule = z.object({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(['critical', 'warning']) }).optional(),
  annotations: z.object({ summary: z.string() }).optional(),
})

/** The rules of docker/monitoring/alerts.yml. */
export const RULES = z
  .object({ groups: z.array(z.object({ name: z.string(), rules: z.array(rule) })) })
  .parse(parse(readFileSync(path.resolve(import.meta.dirname, '../docker/monitoring/alerts.yml'), 'utf8')))
  .groups.flatMap((group) => group.rules)

/** The names of everything that processes tell, and that rules record. */
export async function knownMetrics(): Promise<Set<string>> {
  const telemetry = createTelemetry({ version: '0', collectsProcess: false })
  telemetry.watchPool('platform', () => ({ open: 0, idle: 0, waiting: 0, max: 0 }))
  const ofProcesses = new Registry()
  collectDefaultMetrics({ register: ofProcesses })
  const told = [telemetry.registry, ofProcesses].flatMap((registry) => registry.getMetricsAsArray())
  return new Set([
    ...told.flatMap(({ name, type }) =>
      String(type) === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
    ...PLATFORM_METRICS,
    'sectorwars_platform_up',
    // The HTTP entry watches it.
    'sectorwars_event_streams',
    ...RULES.flatMap(({ record }) => record ?? []),
  ])
}
