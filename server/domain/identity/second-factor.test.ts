import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRecentProof, lacksFactor, PROOF_MS } from './second-factor.ts'

const NOW = new Date('2102-03-04T05:06:07Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)

describe('a proof', () => {
  it.each([
    [0, true],
    [PROOF_MS, true],
    [PROOF_MS + 1, false],
    // The clocks of two machines differ a little.
    [-1_000, true],
  ])('of %d ms ago counts: %s', (ageMs, counts) => {
    expect(isRecentProof(later(-ageMs), NOW)).toBe(counts)
  })
})

describe('an administrator', () => {
  const admin = { role: 'admin', secondFactorAt: null, secondFactorDueAt: null } as const

  it('without a second factor may not act, unless there is time left to set it up', () => {
    expect(lacksFactor(admin, NOW)).toBe(true)
    expect(lacksFactor({ ...admin, secondFactorDueAt: later(1) }, NOW)).toBe(false)
    expect(lacksFactor({ ...admin, secondFactorDueAt: NOW }, NOW)).toBe(true)
  })

  it('with one may act, whatever was due; a player lacks nothing', () => {
    const dates = fc.option(fc.date({ noInvalidDate: true }))
    fc.assert(
      fc.property(dates, dates, (secondFactorAt, secondFactorDueAt) => {
        expect(lacksFactor({ role: 'admin', secondFactorAt: NOW, secondFactorDueAt }, NOW)).toBe(false)
        expect(lacksFactor({ role: 'player', secondFactorAt, secondFactorDueAt }, NOW)).toBe(false)
      }),
    )
  })
})
