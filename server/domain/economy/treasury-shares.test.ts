import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareTreasury } from './treasury-shares.ts'

const people = (count: number) => Array.from({ length: count }, (_, i) => `citizen-${i}`)

describe('sharing a treasury', () => {
  it('gives everybody the same, and what is left over to the first, one credit each', () => {
    expect(shareTreasury(11n, people(3)).map(({ credits }) => credits)).toEqual([4, 4, 3])
    expect(shareTreasury(2n, people(3))).toEqual([
      { userId: 'citizen-0', credits: 1 },
      { userId: 'citizen-1', credits: 1 },
    ])
    expect(shareTreasury(0n, people(3))).toEqual([])
  })

  it('shares with nobody where nobody may have it', () => {
    expect(shareTreasury(1_000n, [])).toEqual([])
  })

  it('makes and loses nothing, and nobody gets more than a credit beyond another', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 1, max: 300 }), (total, count) => {
        const credits = shareTreasury(total, people(count)).map((share) => share.credits)
        expect(credits.reduce((sum, one) => sum + BigInt(one), 0n)).toBe(total)
        const least = credits.length < count ? 0 : Math.min(...credits)
        expect(Math.max(0, ...credits) - least).toBeLessThanOrEqual(1)
      }),
    )
  })
})
