import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  archiveLabel,
  ARCHIVE_STEPS,
  archiveRetryMs,
  canKeepDatabase,
  progressOf,
  returnLabel,
  RETURN_STEPS,
  terminationLabel,
  TERMINATION_STEPS,
  warningDue,
} from './archive-steps.ts'

const DAY_MS = 86_400_000
const until = new Date('2103-06-01T12:00:00Z')
const left = (days: number) => new Date(until.getTime() - days * DAY_MS)
const never = { days: null, until: null }

describe('a warning before the end', () => {
  it.each([
    ['31 days ahead', 31, never, null],
    ['30 days ahead', 30, never, 30],
    ['8 days ahead, told at 30', 8, { days: 30, until }, null],
    ['7 days ahead, told at 30', 7, { days: 30, until }, 7],
    ['6 days ahead, told at 7', 6, { days: 7, until }, null],
    ['6 days ahead, never told', 6, never, 7],
    ['20 days ahead, told of another end', 20, { days: 7, until: left(1) }, 30],
    ['after the end', 0, never, null],
  ] as const)('%s', (_what, days, given, due) => {
    expect(warningDue(until, given, left(days))).toBe(due)
  })

  it('is given at most twice for one end, however often it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }), (days) => {
        let given: { days: number | null; until: Date | null } = never
        const told: number[] = []
        for (const one of days.sort((a, b) => b - a)) {
          const due = warningDue(until, given, left(one))
          if (due === null) continue
          told.push(due)
          given = { days: due, until }
        }
        expect(told).toEqual([...new Set(told)])
        expect(told).toEqual([...told].sort((a, b) => b - a))
      }),
    )
  })
})

it('a failed attempt is repeated after half a minute, and at last every hour', () => {
  expect([1, 2, 3, 20].map(archiveRetryMs)).toEqual([30_000, 60_000, 120_000, 3_600_000])
})

it('a payment keeps the database until it is being removed', () => {
  expect(['queued', ...ARCHIVE_STEPS].filter((step) => !canKeepDatabase(step))).toEqual(['drop'])
})

it.each([
  [ARCHIVE_STEPS, archiveLabel],
  [RETURN_STEPS, returnLabel],
  [TERMINATION_STEPS, terminationLabel],
] as const)('the steps %j have words and progress', (steps, label) => {
  for (const step of ['queued', ...steps, 'done']) expect(label(step)).not.toBe(step)
  expect(steps.map((step) => progressOf(steps, step))).toEqual(
    [...steps.keys()].map((at) => Math.round((at / steps.length) * 100)),
  )
})
