import { describe, expect, it } from 'vitest'
import { extendForClosure, isPausedByClosure } from './closure.ts'

const day = (n: number) => new Date(n * 86_400_000)

describe('a region that was closed from day 5 to day 12', () => {
  it.each([
    ['ended when it closed', 5, null],
    ['would have ended while it was closed', 6, 13],
    ['would have ended when it reopened', 12, 19],
    ['would have ended much later', 30, 37],
  ])('extends what %s', (_case, endsOn, expected) => {
    const closure = { from: day(5), to: day(12) }
    expect(extendForClosure(day(endsOn), closure)).toEqual(expected === null ? null : day(expected))
  })

  it('extends by the same time if the closed status changes in between', () => {
    const halfway = extendForClosure(day(6), { from: day(5), to: day(8) })
    expect(halfway && extendForClosure(halfway, { from: day(8), to: day(12) })).toEqual(day(13))
  })
})

describe('isPaused in a region with a status since day 5', () => {
  it.each([
    ['is paused', 'suspended', 6, true],
    ['is paused', 'evacuating', 30, true],
    ['ended when it closed', 'suspended', 5, false],
    ['goes on in grace', 'grace', 6, false],
    ['goes on', 'active', 6, false],
  ] as const)('%s: %s', (_words, status, endsOn, expected) => {
    expect(isPausedByClosure(day(endsOn), { status, statusChangedAt: day(5) })).toBe(expected)
  })
})
