import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDrillDue } from './drill.ts'
import { BACKUP_REASONS } from './backup-kinds.ts'
import { isDailyDue, keptUntil, monthOf, type EarlierBackup } from './retention.ts'

const DAY = 86_400_000
const at = (text: string) => new Date(`2102-${text}:00Z`)
const settings = { days: 30, monthlyDays: 365 }

describe('how long a backup is kept', () => {
  it.each([
    ['daily', true, 365],
    ['daily', false, 30],
    ['by-hand', true, 30],
    ['before-restore', true, 30],
    ['before-termination', false, 365],
  ] as const)('%s, first of its month: %s, is %i days', (reason, isFirstOfMonth, days) => {
    const taken = at('05-01T02:00')
    const until = keptUntil(taken, { reason, isFirstOfMonth }, settings)
    expect(until.getTime() - taken.getTime()).toBe(days * DAY)
  })

  it('is never less than what is kept of all of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom(...BACKUP_REASONS),
        fc.boolean(),
        (days, monthlyDays, reason, isFirstOfMonth) => {
          const taken = at('05-01T02:00')
          const kept = keptUntil(taken, { reason, isFirstOfMonth }, { days, monthlyDays })
          expect(kept.getTime() - taken.getTime()).toBeGreaterThanOrEqual(days * DAY)
        },
      ),
    )
  })
})

describe('a daily backup', () => {
  const one = (status: EarlierBackup['status'], text: string): EarlierBackup => ({
    ...{ reason: 'daily', status },
    startedAt: at(text),
  })
  it.each([
    ['there is none', [], true],
    ['one of today is ready', [one('ready', '05-02T00:01')], false],
    ['one of today is running', [one('running', '05-02T09:59')], false],
    ['the last is of yesterday', [one('ready', '05-01T23:59')], true],
    ['one failed half an hour ago', [one('failed', '05-02T09:30')], false],
    ['one failed two hours ago', [one('failed', '05-02T08:00')], true],
    ['one was made by hand', [{ ...one('ready', '05-02T00:01'), reason: 'by-hand' as const }], true],
  ])('when %s: due %s', (_what, earlier, due) => {
    expect(isDailyDue(earlier, at('05-02T10:00'))).toBe(due)
  })
})

it('a month begins and ends at midnight UTC', () => {
  expect(monthOf(at('12-31T23:59'))).toEqual({
    from: at('12-01T00:00'),
    to: new Date('2103-01-01T00:00:00Z'),
  })
})

it('a drill is due after a week, and a day after one that failed', () => {
  const now = at('05-20T00:00')
  expect(isDrillDue(null, now)).toBe(true)
  expect(isDrillDue({ at: at('05-13T00:00'), passed: true }, now)).toBe(true)
  expect(isDrillDue({ at: at('05-13T00:01'), passed: true }, now)).toBe(false)
  expect(isDrillDue({ at: at('05-19T00:00'), passed: false }, now)).toBe(true)
  expect(isDrillDue({ at: at('05-19T00:01'), passed: false }, now)).toBe(false)
})
