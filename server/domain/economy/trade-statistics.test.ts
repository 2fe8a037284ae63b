import { describe, expect, it } from 'vitest'
import { isoDay } from '../utc-day.ts'
import { COMMODITIES } from './commodities.ts'
import {
  daysBetween,
  effectsSince,
  firstDayOf,
  mostTraded,
  NO_TRADE,
  totalOf,
  totalsByGood,
  type GoodsOnDay,
} from './trade-statistics.ts'

const TODAY = 20_100
const trade = (day: number, given: Partial<GoodsOnDay>): GoodsOnDay => ({
  ...NO_TRADE,
  commodity: 'ore',
  day: isoDay(day),
  ...given,
})

describe('a range', () => {
  it.each([
    ['24h', TODAY],
    ['7d', TODAY - 6],
    ['30d', TODAY - 29],
    ['90d', TODAY - 89],
  ] as const)('of %s ends today', (range, first) => expect(firstDayOf(range, TODAY)).toBe(isoDay(first)))

  it('of all days has no first one', () => expect(firstDayOf('all', TODAY)).toBeNull())

  it('lists every day once', () =>
    expect(daysBetween('2102-02-27', '2102-03-02')).toEqual([
      '2102-02-27',
      '2102-02-28',
      '2102-03-01',
      '2102-03-02',
    ]))
})

describe('sums', () => {
  it('have every good once, also one that nobody traded, and add up', () => {
    const rows = [
      trade(1, { exported: 3, tax: 2 }),
      trade(2, { exported: 4 }),
      trade(2, { commodity: 'food', tariff: 5 }),
    ]
    const goods = totalsByGood(rows)
    expect(goods.map(({ commodity }) => commodity)).toEqual([...COMMODITIES])
    expect(goods[0]).toMatchObject({ commodity: 'ore', exported: 7, tax: 2 })
    expect(totalOf(goods)).toEqual({ ...NO_TRADE, exported: 7, tax: 2, tariff: 5 })
  })

  it('name the good of which most units were bought and sold', () => {
    const food = trade(1, { commodity: 'food', exported: 3, imported: 5 })
    const rows = [trade(1, { exported: 4 }), food, trade(2, { exported: 3 })]
    expect(mostTraded(rows)).toBe('food')
    expect(mostTraded([])).toBe('ore')
  })
})

describe('what changed since a law', () => {
  const LAW = TODAY - 4

  it('compares as many whole days after as before, without its own day and today', () => {
    const days = [
      ...[-3, -2, -1].map((away) => trade(LAW + away, { exported: 100 })),
      trade(LAW, { exported: 9_999 }),
      ...[1, 2, 3].map((away) => trade(LAW + away, { exported: 131 })),
      trade(TODAY, { exported: 9_999 }),
      trade(LAW - 4, { exported: 9_999 }),
    ]
    expect(effectsSince(days, LAW, TODAY)).toEqual([
      { commodity: 'ore', measure: 'exports', percent: 31, before: 100, since: 131 },
    ])
  })

  it('is unknown until a whole day has passed, and where nothing was traded before', () => {
    const days = [trade(LAW - 1, { exported: 100 }), trade(LAW + 1, { imported: 100 })]
    expect(effectsSince(days, TODAY, TODAY)).toEqual([])
    expect(effectsSince(days, TODAY - 1, TODAY)).toEqual([])
    expect(effectsSince([trade(LAW + 1, { exported: 50 })], LAW, TODAY)).toEqual([])
  })

  it('leaves out changes below five per cent and lists the three largest first', () => {
    const days = COMMODITIES.slice(0, 5).flatMap((commodity, index) => [
      trade(TODAY - 3, { commodity, imported: 100 }),
      trade(TODAY - 1, { commodity, imported: [104, 110, 50, 130, 120][index] ?? 0 }),
    ])
    expect(effectsSince(days, TODAY - 2, TODAY).map(({ percent }) => percent)).toEqual([-50, 30, 20])
  })
})
