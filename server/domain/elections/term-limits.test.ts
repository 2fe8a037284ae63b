import { describe, expect, it } from 'vitest'
import { isTermLimited, termsInARow } from './term-limits.ts'

const won = (...winners: string[]) => ({ winners })

describe('terms in a row', () => {
  it.each([
    [[], 0],
    [[won('ben')], 0],
    [[won('ada')], 1],
    [[won('ben', 'ada'), won('ada', 'cyd')], 2],
    [[won('ada'), won('ben'), won('ada')], 1],
    [[won('ben'), won('ada'), won('ada')], 0],
  ])('count up to the last election (%#)', (elections, terms) => {
    expect(termsInARow(elections, 'ada')).toBe(terms)
  })

  it('bar another term at the limit, and never without a limit', () => {
    expect([0, 1, 2, 3].map((terms) => isTermLimited(terms, 2))).toEqual([false, false, true, true])
    expect(isTermLimited(9, 0)).toBe(false)
  })
})
