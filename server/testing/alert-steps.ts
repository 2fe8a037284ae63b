/** The token that tests give Alertmanager. */
export const ALERTS_TOKEN = 'the token of alertmanager'

type Posted = { name?: string; region?: string; severity?: string; startsAt?: Date; endsAt?: Date }

/** An alert as Alertmanager posts it. With `endsAt` it is over. */
export function postedAlert({ name = 'RegionUnavailable', region = 'kessler', ...more }: Posted = {}) {
  const { severity = 'critical', startsAt = new Date('2026-01-01T10:00:00Z'), endsAt } = more
  return {
    status: endsAt ? 'resolved' : 'firing',
    labels: { alertname: name, severity, region },
    annotations: { summary: `More than half of what is asked of ${region} gets no answer.` },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus:9090/graph?g0.expr=up',
    fingerprint: Buffer.from(`${name} ${region}`).toString('hex').slice(-32),
  }
}

/** A delivery of Alertmanager 0.25 and later. */
export const delivery = (...alerts: ReturnType<typeof postedAlert>[]) => ({
  receiver: 'game',
  status: 'firing',
  alerts,
  groupLabels: { alertname: 'RegionUnavailable' },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager:9093',
  version: '4',
  groupKey: '{}:{alertname="RegionUnavailable"}',
  truncatedAlerts: 0,
})
