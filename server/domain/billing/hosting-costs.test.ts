import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterFees, breakEvenRegions, costOf } from './hosting-costs.ts'

const COSTS = { baseMinor: 20_000, regionLeastMinor: 500, regionMostMinor: 1500, currency: 'USD' } as const

describe('the costs of hosting', () => {
  it('are those of the platform and of each region', () => {
    expect(costOf(COSTS, 0)).toEqual({ leastMinor: 20_000, mostMinor: 20_000 })
    expect(costOf(COSTS, 12)).toEqual({ leastMinor: 26_000, mostMinor: 38_000 })
  })
})

describe('break-even', () => {
  const month = { baseMinor: 20_000, regionCostMinor: 500, regionRevenueMinor: 2500, otherRevenueMinor: 0 }

  it.each([
    ['ten regions that bring 20 dollars more than they cost', month, 10],
    ['one more for a cent that is missing', { ...month, baseMinor: 20_001 }, 11],
    ['fewer with citizens who pay', { ...month, otherRevenueMinor: 10_000 }, 5],
    ['none when others pay for all', { ...month, otherRevenueMinor: 20_000 }, 0],
    ['never if a region costs what it brings', { ...month, regionCostMinor: 2500 }, null],
  ])('is %s', (_what, given, regions) => {
    expect(breakEvenRegions(given)).toBe(regions)
  })

  it('is the smallest number that covers all costs', () => {
    const cents = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(cents, cents, cents, cents, (baseMinor, regionCostMinor, regionRevenueMinor, other) => {
        const given = { baseMinor, regionCostMinor, regionRevenueMinor, otherRevenueMinor: other }
        const left = (regions: number) => other - baseMinor + regions * (regionRevenueMinor - regionCostMinor)
        const regions = breakEvenRegions(given)
        if (regions === null) {
          expect(left(1_000_000)).toBeLessThan(0)
        } else {
          if (regions > 0) {
            expect(left(regions)).toBeGreaterThanOrEqual(0)
            expect(left(regions - 1)).toBeLessThan(0)
          } else expect(other).toBeGreaterThanOrEqual(baseMinor)
        }
      }),
    )
  })
})

it('what PayPal keeps is taken off by the share that it kept so far', () => {
  expect(afterFees(2500, { feeMinor: 0, paidMinor: 0 })).toBe(2500)
  expect(afterFees(2500, { feeMinor: 136, paidMinor: 2500 })).toBe(2364)
  expect(afterFees(500, { feeMinor: 1, paidMinor: 3 })).toBe(333)
})
