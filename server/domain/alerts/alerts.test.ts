import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALERT_BOUNDS, alertDelivery, ALERTS_PER_DELIVERY, readDelivery } from './alert-delivery.ts'
import { alertState, SILENT_AFTER_MS, stepOf, toBeTold, TOLD_PER_DAY } from './alert-steps.ts'

const NOW = new Date('2026-05-04T12:00:00Z')
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const NEVER = '0001-01-01T00:00:00Z'

const posted = (more: Record<string, unknown> = {}) => ({
  status: 'firing',
  labels: { alertname: 'RegionUnavailable', severity: 'critical', region: 'kessler' },
  annotations: { summary: 'No answer.' },
  startsAt: '2026-05-04T11:50:00.123456Z',
  endsAt: NEVER,
  fingerprint: '00ff00ff00ff00ff',
  generatorURL: 'http://prometheus:9090/graph',
  ...more,
})
const read = (...alerts: unknown[]) => readDelivery(alertDelivery.parse({ version: '4', alerts }), NOW)

describe('a delivery', () => {
  it('is read as what fires and what has ended', () => {
    expect(read(posted())).toEqual([
      {
        fingerprint: '00ff00ff00ff00ff',
        name: 'RegionUnavailable',
        severity: 'critical',
        summary: 'No answer.',
        labels: { region: 'kessler' },
        startedAt: new Date('2026-05-04T11:50:00.123Z'),
        endedAt: null,
      },
    ])
    expect(read(posted({ status: 'resolved', endsAt: '2026-05-04T11:55:00Z' }))[0]?.endedAt).toEqual(at(-5))
  })

  it('has nothing in the future, and no end before its beginning', () => {
    const ahead = posted({ status: 'resolved', startsAt: '2027-01-01T00:00:00Z', endsAt: NEVER })
    expect(read(ahead)).toMatchObject([{ startedAt: NOW, endedAt: NOW }])
  })

  it('counts an alert once, as it was told last, and unknown severities as warnings', () => {
    const end = { status: 'resolved', endsAt: '2026-05-04T11:55:00Z' }
    expect(read(posted(), posted(end))).toMatchObject([{ endedAt: at(-5) }])
    expect(read(posted({ labels: {}, annotations: {} }))).toMatchObject([
      { name: 'Unnamed', severity: 'warning', summary: '' },
    ])
  })

  it('is refused where it is none', () => {
    const refused = (delivery: unknown) => alertDelivery.safeParse(delivery).success
    expect(refused({ version: '3', alerts: [] })).toBe(false)
    expect(refused({ version: '4', alerts: [posted({ fingerprint: "'; drop table" })] })).toBe(false)
    expect(refused({ version: '4', alerts: [posted({ startsAt: 'yesterday' })] })).toBe(false)
    const many = Array.from({ length: ALERTS_PER_DELIVERY + 1 }, () => posted())
    expect(refused({ version: '4', alerts: many })).toBe(false)
    expect(refused({ version: '4', alerts: many.slice(1) })).toBe(true)
  })

  it('is kept within bounds and without what the database cannot keep, whatever its texts are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 700 })
    const labels = fc.dictionary(text, text, { maxKeys: 30 })
    fc.assert(
      fc.property(labels, text, text, (others, alertname, summary) => {
        const [alert] = read(posted({ labels: { ...others, alertname }, annotations: { summary } }))
        expect(alert?.name.length).toBeGreaterThan(0)
        const length = (one: string) => Array.from(one).length
        expect(length(alert?.name ?? '')).toBeLessThanOrEqual(ALERT_BOUNDS.name)
        expect(length(alert?.summary ?? '')).toBeLessThanOrEqual(ALERT_BOUNDS.summary)
        const entries = Object.entries(alert?.labels ?? {})
        expect(entries.length).toBeLessThanOrEqual(ALERT_BOUNDS.labels)
        for (const [name, value] of entries) {
          expect(length(name)).toBeLessThanOrEqual(ALERT_BOUNDS.labelName)
          expect(length(value)).toBeLessThanOrEqual(ALERT_BOUNDS.labelValue)
        }
        expect(JSON.stringify(alert)).not.toMatch(/\\u0000|\\ud[89a-f]/)
      }),
    )
  })
})

describe('what a told alert means', () => {
  const [told] = read(posted())
  if (!told) throw new Error('one alert was read')
  const ended = { ...told, endedAt: at(-1) }
  const open = { id: 'one', startedAt: told.startedAt }

  it.each([
    ['begins', { open: null, isKnown: false }, told, { kind: 'begin' }],
    ['fires on', { open, isKnown: true }, told, { kind: 'again', id: 'one' }],
    [
      'fires on, though Prometheus was restarted',
      { open: { ...open, startedAt: at(-60) }, isKnown: false },
      told,
      { kind: 'again', id: 'one' },
    ],
    ['was over when this came', { open: null, isKnown: true }, told, { kind: 'late' }],
    ['ends', { open, isKnown: true }, ended, { kind: 'end', id: 'one' }],
    [
      'ends, though Prometheus was restarted',
      { open: { ...open, startedAt: at(-60) }, isKnown: false },
      ended,
      { kind: 'end', id: 'one' },
    ],
    ['was over before anybody heard of it', { open: null, isKnown: false }, ended, { kind: 'missed' }],
    ['ended twice', { open: null, isKnown: true }, ended, { kind: 'late' }],
    [
      'is the end of an earlier time',
      { open: { ...open, startedAt: at(-2) }, isKnown: true },
      ended,
      { kind: 'late' },
    ],
  ] as const)('it %s', (_, known, alert, step) => {
    expect(stepOf(known, alert)).toEqual(step)
  })
})

it('administrators are told of critical alerts, of each name at most ten times a day', () => {
  const of = (name: string, severity: 'critical' | 'warning') => ({ name, severity })
  const begun = [of('A', 'critical'), of('A', 'critical'), of('B', 'critical'), of('C', 'warning')]
  expect(toBeTold(begun, new Map())).toEqual(begun.slice(0, 3))
  expect(toBeTold(begun, new Map([['A', TOLD_PER_DAY - 1]]))).toEqual([begun[0], begun[2]])
  expect(toBeTold(begun, new Map([['A', TOLD_PER_DAY]]))).toEqual([begun[2]])
})

it('an alert that is not repeated any more fires no longer', () => {
  expect(alertState({ endedAt: null, lastToldAt: NOW }, NOW)).toBe('firing')
  const late = new Date(NOW.getTime() + SILENT_AFTER_MS + 1)
  expect(alertState({ endedAt: null, lastToldAt: NOW }, late)).toBe('silent')
  expect(alertState({ endedAt: NOW, lastToldAt: NOW }, late)).toBe('resolved')
})
