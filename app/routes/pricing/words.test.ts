import { describe, expect, it } from 'vitest'
import { PLAN_KEYS, PLANS } from '#server/domain/billing/plans.ts'
import { COMPARISON, INCLUDED } from './words.ts'

describe('the pricing page', () => {
  const sold = [
    ...PLAN_KEYS.flatMap((plan) => [PLANS[plan].description, ...INCLUDED[plan]]),
    ...COMPARISON.map(({ what }) => what),
  ]

  it.each(['page style', 'backup'])('does not sell what does not exist: no %s', (what) => {
    expect(sold.filter((words) => words.toLowerCase().includes(what))).toEqual([])
  })

  it('shows the limits that the rules enforce', () => {
    expect(INCLUDED.galactic_citizen).toContain('Citizenship in up to 5 regions instead of 1')
    expect(COMPARISON).toContainEqual({
      what: 'Citizenships at a time',
      values: ['1', '5', '1, plus your own'],
    })
  })
})
