import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BOUNDS, boundMessage, isWithinBound, wireBound, type BoundName } from './bounds.ts'
import { fromBasisPoints, fromHundredths, shareOf, toBasisPoints, toHundredths } from '../rates.ts'

describe('bounds', () => {
  it.each([
    ['taxRateBp', 'Tax must be between 5% and 25%.'],
    ['startingCredits', 'Starting credits must be between 100 and 10,000.'],
    ['tradeBonus', 'A trade bonus must be between 1.0 and 3.0.'],
    ['votingThresholdBp', 'The voting threshold must be between 10% and 90%.'],
    ['quorumBp', 'The quorum must be between 25% and 60%.'],
    ['electionFrequencyDays', 'The election interval must be between 30 and 365 days.'],
    ['termLimit', 'The term limit must be between 0 and 5 terms.'],
    ['citizenshipWaitDays', 'The waiting period must be between 0 and 90 days.'],
    ['defenseLevel', 'The patrol level must be between 0 and 5.'],
  ] as const)('%s has a message with its limits', (name, message) => {
    expect(boundMessage(name)).toBe(message)
  })

  it.each([
    ['taxRateBp', 0.05, 0.25],
    ['tradeBonus', 1, 3],
    ['votingThresholdBp', 0.1, 0.9],
    ['quorumBp', 0.25, 0.6],
    ['electionFrequencyDays', 30, 365],
  ] as const)('%s is %d to %d on the wire', (name, min, max) => {
    expect(wireBound(name)).toEqual({ min, max })
  })

  it('both limits are allowed, values beyond and fractions are not', () => {
    for (const name of Object.keys(BOUNDS) as BoundName[]) {
      const { min, max } = BOUNDS[name]
      expect([min, max, BOUNDS[name].default].every((value) => isWithinBound(name, value))).toBe(true)
      expect([min - 1, max + 1, min + 0.5].some((value) => isWithinBound(name, value))).toBe(false)
    }
  })
})

describe('rates', () => {
  it.each([
    [0.05, 500],
    [0.07, 700],
    [0.3333, 3333],
    [0.10005, 1001],
    [0.10004, 1000],
  ])('the fraction %d is %d basis points', (fraction, basisPoints) => {
    expect(toBasisPoints(fraction)).toBe(basisPoints)
  })

  it('rounds halves up despite binary fractions', () => {
    expect(toHundredths(1.005)).toBe(101)
    expect(toHundredths(2.5)).toBe(250)
  })

  it('survives a round trip to the wire', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (parts) => {
        expect(toBasisPoints(fromBasisPoints(parts))).toBe(parts)
        expect(toHundredths(fromHundredths(parts))).toBe(parts)
      }),
    )
  })

  it('rounds a share down', () => {
    expect(shareOf(999n, 1000)).toBe(99n)
  })
})
