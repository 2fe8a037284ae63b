import { describe, expect, it } from 'vitest'
import { PLAN_KEYS, PLANS } from '#server/domain/billing/plans.ts'
import { COMPARISON, INCLUDED } from './words.ts'

describe('what the pricing page sells', () => {
  const sold = [
    ...PLAN_KEYS.flatMap((plan) => [PLANS[plan].description, ...INCLUDED[plan]]),
    ...COMPARISON.map(({ what }) => what),
  ]

  it.each(['page style', 'backup'])('is nothing that does not exist: no %s', (what) => {
    expect(sold.filter((words) => words.toLowerCase().includes(what))).toEqual([])
  })

  it('is the limits that the rules keep', () => {
    expect(INCLUDED.galactic_citizen).toContain('Citizenship in up to 5 regions instead of 1')
    expect(COMPARISON).toContainEqual({
      what: 'Citizenships at a time',
      values: ['1', '5', '1, beside your own'],
    })
  })
})
