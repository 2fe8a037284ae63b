import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MINTED_PER_NEWCOMER, startingCreditsOf } from './starting-credits.ts'

it.each([
  { promised: 100, treasury: 9_000, minted: 100, fromTreasury: 0 },
  { promised: 1_000, treasury: 0, minted: 1_000, fromTreasury: 0 },
  { promised: 3_000, treasury: 10_000, minted: 1_000, fromTreasury: 2_000 },
  { promised: 3_000, treasury: 500, minted: 1_000, fromTreasury: 500 },
  { promised: 3_000, treasury: 0, minted: 1_000, fromTreasury: 0 },
])('of $promised promised with $treasury in the treasury: $minted made, $fromTreasury paid', (row) => {
  const { promised, treasury, ...paid } = row
  expect(startingCreditsOf(promised, treasury)).toEqual(paid)
})

it('never makes more than the bound, pays more than promised or takes more than there is', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(100_000), (promised, treasury) => {
      const { minted, fromTreasury } = startingCreditsOf(promised, treasury)
      expect(minted).toBeLessThanOrEqual(MINTED_PER_NEWCOMER)
      expect(minted + fromTreasury).toBeLessThanOrEqual(promised)
      expect(fromTreasury).toBeLessThanOrEqual(treasury)
      expect(minted).toBe(Math.min(promised, MINTED_PER_NEWCOMER))
    }),
  )
})
