import { describe, expect, it } from 'vitest'
import { delayAfterExport, EXPORT_ATTEMPTS_MAX, mayExport } from './export-rules.ts'
import { exportReadMe } from './export-read-me.ts'

const NOW = new Date('2102-05-05T12:00:00Z')
const HOUR = 3_600_000
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR)

describe('an export may be asked for', () => {
  it.each([
    ['the first time', null, null],
    ['not while one is being made', { state: 'queued', requestedAt: ago(48) }, 'export-under-way'],
    ['not again within a day', { state: 'ready', requestedAt: ago(23) }, 'export-too-soon'],
    ['again after a day', { state: 'ready', requestedAt: ago(24) }, null],
    ['at once after one that failed', { state: 'failed', requestedAt: ago(1) }, null],
  ] as const)('%s', (_, latest, reason) => {
    const verdict = mayExport(latest, NOW)
    expect(verdict.ok ? null : verdict.reason).toBe(reason)
  })
})

it('waits ever longer for what does not answer, five hours in all', () => {
  const delays = Array.from({ length: EXPORT_ATTEMPTS_MAX - 1 }, (_, at) => delayAfterExport(at + 1))
  expect(delays).toEqual([...delays].sort((one, other) => one - other))
  expect(delays.reduce((sum, delay) => sum + delay, 0) / HOUR).toBeCloseTo(5.2, 1)
})

describe('the README of an export', () => {
  const facts = {
    callsign: 'Ilse',
    at: NOW,
    names: ['account.json'],
    archived: [],
    privacyUrl: 'https://game.test/privacy',
  }

  it('lists the files and says where to read what is kept', () => {
    const text = exportReadMe({ ...facts, unreached: [] })
    expect(text).toContain('kept about Ilse')
    expect(text).toContain('2102-05-05T12:00:00.000Z')
    expect(text).toContain('  account.json')
    expect(text).toContain('https://game.test/privacy')
    expect(text).not.toContain('Missing')
    expect(text).not.toContain('Not here')
  })

  it('says what is missing', () => {
    expect(exportReadMe({ ...facts, unreached: ['far-reach', 'elsewhere'] })).toContain(
      'Missing: far-reach, elsewhere did not answer.',
    )
    expect(exportReadMe({ ...facts, unreached: [], archived: ['old-reach'] })).toContain(
      'Not here: old-reach.',
    )
  })
})
