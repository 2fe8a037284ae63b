import { describe, expect, it } from 'vitest'
import { marketHistory } from './market-history.ts'

describe('the history of a market', () => {
  it('has every day up to today, also those on which nobody traded', () => {
    const traded = [
      { day: '2102-02-27', low: 900, high: 1_200, close: 1_000, units: 80 },
      { day: '2102-03-01', low: 950, high: 950, close: 950, units: 3 },
    ]
    expect(marketHistory(traded, '2102-03-02', 4)).toEqual({
      days: ['2102-02-27', '2102-02-28', '2102-03-01', '2102-03-02'],
      low: [900, null, 950, null],
      high: [1_200, null, 950, null],
      close: [1_000, null, 950, null],
      units: [80, 0, 3, 0],
    })
  })

  it('is thirty days long unless told otherwise', () => {
    const { days } = marketHistory([], '2102-03-02')
    expect([days.length, days[0], days.at(-1)]).toEqual([30, '2102-02-01', '2102-03-02'])
  })
})
