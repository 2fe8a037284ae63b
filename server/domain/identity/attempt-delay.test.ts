import fc from 'fast-check'
import { expect, it } from 'vitest'
import { delayAfter } from './attempt-delay.ts'

it.each([
  [0, 0],
  [5, 0],
  [6, 1],
  [7, 2],
  [8, 4],
  [10, 16],
  [11, 30],
  [1_000_000, 30],
])('after %d failures, five of which are free, the next attempt waits %d seconds', (failures, seconds) => {
  expect(delayAfter(failures, 5)).toBe(seconds)
})

it('never falls with more failures and never exceeds half a minute', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (failures, free) => {
      const delay = delayAfter(failures, free)
      expect(delayAfter(failures + 1, free)).toBeGreaterThanOrEqual(delay)
      expect(delay).toBeLessThanOrEqual(30)
    }),
  )
})
