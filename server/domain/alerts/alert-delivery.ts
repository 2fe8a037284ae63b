import { z } from 'zod'

export const ALERT_SEVERITIES = ['critical', 'warning'] as const
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number]

/** What is kept of an alert. Longer texts are cut and further labels left out: an alert is never refused for its length. */
export const ALERT_BOUNDS = { name: 100, labels: 20, labelName: 60, labelValue: 200, summary: 500 } as const
/** Most alerts of one delivery: alertmanager.yml asks for no more. */
export const ALERTS_PER_DELIVERY = 200

const texts = z.record(z.string(), z.string())

/** What Alertmanager posts, version 4 of its webhooks. Fields that nothing here reads are left out. */
export const alertDelivery = z.object({
  version: z.literal('4', 'Only version 4 of Alertmanager’s webhooks is understood.'),
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: texts,
        annotations: texts,
        startsAt: z.iso.datetime({ offset: true }),
        endsAt: z.iso.datetime({ offset: true }),
        fingerprint: z.string().regex(/^[0-9a-f]{1,32}$/, 'This is no fingerprint.'),
      }),
    )
    .max(ALERTS_PER_DELIVERY, `A delivery may hold at most ${ALERTS_PER_DELIVERY} alerts.`),
})
export type AlertDelivery = z.output<typeof alertDelivery>

/** An alert as it was told, within bounds. */
export type ToldAlert = {
  /** Of its labels: the same as long as it is the same alert. */
  fingerprint: string
  name: string
  severity: AlertSeverity
  summary: string
  /** Without name and severity. */
  labels: Record<string, string>
  startedAt: Date
  /** Null while it fires. */
  endedAt: Date | null
}

/**
 * The alerts of a delivery as they are kept. A clock that is ahead of ours puts nothing into the future, and nothing ends before it
 * began. An alert that is told twice counts as it was told last.
 */
export function readDelivery({ alerts }: AlertDelivery, now: Date): ToldAlert[] {
  const told = alerts.map(({ status, labels, annotations, fingerprint, ...at }): ToldAlert => {
    const { alertname, severity, ...others } = labels
    const startedAt = earlier(new Date(at.startsAt), now)
    return {
      fingerprint,
      name: cut(alertname ?? 'Unnamed', ALERT_BOUNDS.name) || 'Unnamed',
      severity: severity === 'critical' ? 'critical' : 'warning',
      summary: cut(annotations.summary ?? '', ALERT_BOUNDS.summary),
      labels: boundedLabels(others),
      startedAt,
      endedAt: status === 'firing' ? null : later(earlier(new Date(at.endsAt), now), startedAt),
    }
  })
  return [...new Map(told.map((alert) => [alert.fingerprint, alert])).values()]
}

const boundedLabels = (labels: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels)
      .slice(0, ALERT_BOUNDS.labels)
      .map(([name, value]) => [cut(name, ALERT_BOUNDS.labelName), cut(value, ALERT_BOUNDS.labelValue)]),
  )

/** Neither a zero character nor half of a surrogate pair, which PostgreSQL does not keep. */
const cut = (text: string, length: number): string =>
  Array.from(text.slice(0, 2 * length))
    .filter((character) => character !== '\0' && !/\p{Cs}/u.test(character))
    .slice(0, length)
    .join('')
    .trim()

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)
const later = (one: Date, other: Date): Date => (one > other ? one : other)
