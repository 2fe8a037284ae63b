import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../utc-day.ts'
import { givenUpAt, mayChangeCallsign, nextCallsignChange } from './callsign-change.ts'

const NOW = new Date('2102-05-01T00:00:00Z')
const daysBefore = (days: number) => new Date(NOW.getTime() - days * DAY_MS)

describe('changing a callsign', () => {
  it.each([
    ['for the first time', null, undefined],
    ['30 days later', daysBefore(30), undefined],
    ['a day too early', daysBefore(29), 'changed-lately'],
    ['in the same moment', NOW, 'changed-lately'],
  ] as const)('%s', (_, lastChangedAt, reason) => {
    const verdict = mayChangeCallsign({ from: 'Ada', to: 'Bea', lastChangedAt }, NOW)
    expect(verdict.ok ? undefined : verdict.reason).toBe(reason)
  })

  it('says from which day it is possible', () => {
    expect(mayChangeCallsign({ from: 'Ada', to: 'Bea', lastChangedAt: daysBefore(10) }, NOW)).toMatchObject({
      message:
        'You changed your callsign within the last 30 days. You can do so again from 2102-05-21 (UTC).',
    })
  })

  it('needs another one, if only in its capitals', () => {
    expect(mayChangeCallsign({ from: 'Ada', to: 'Ada', lastChangedAt: null }, NOW)).toMatchObject({
      reason: 'same-callsign',
    })
    expect(mayChangeCallsign({ from: 'Ada', to: 'ADA', lastChangedAt: null }, NOW).ok).toBe(true)
  })

  it('is possible exactly when there is no day to wait for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * DAY_MS }), (ago) => {
        const lastChangedAt = new Date(NOW.getTime() - ago)
        const { ok } = mayChangeCallsign({ from: 'Ada', to: 'Bea', lastChangedAt }, NOW)
        expect(ok).toBe(nextCallsignChange(lastChangedAt, NOW) === null)
      }),
    )
  })

  it('shows the old one for 30 days and keeps it for a year', () => {
    expect(givenUpAt(NOW)).toEqual({
      shownUntil: new Date('2102-05-31T00:00:00Z'),
      reservedUntil: new Date('2103-05-01T00:00:00Z'),
    })
  })
})
