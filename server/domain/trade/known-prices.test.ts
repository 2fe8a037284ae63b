import { describe, expect, it } from 'vitest'
import { type Commodity } from '../economy/commodities.ts'
import { type MarketRole } from '../economy/market-roles.ts'
import { endsOf, summarizeGoods, type KnownMarket } from './known-prices.ts'

const line = (commodity: Commodity, role: MarketRole, net: number | null) => ({
  commodity,
  role,
  ...{ stock: 100, capacity: 200, basePrice: 10, levelBp: 10_000, spreadBp: 500, perDay: 1 },
  offer: net === null ? null : { lot: 10, price: net, spread: 0, tariff: 0, tax: 0, net },
})
const market = (id: number, turns: number | null, ...board: ReturnType<typeof line>[]): KnownMarket => ({
  ...{ sectorId: id, sectorName: `Sector ${id}`, turns, seenAt: '2102-01-01T00:00:00Z', isLive: true },
  port: { id, name: `Port ${id}`, board },
})

describe('known prices', () => {
  const markets = [
    market(1, 5, line('ore', 'sells', 90), line('food', 'buys', 150)),
    market(2, 2, line('ore', 'sells', 90), line('ore', 'buys', 1)),
    market(3, null, line('ore', 'sells', 80), line('food', 'sells', 100)),
    market(4, 1, line('ore', 'buys', 110), line('ore', 'sells', null)),
  ]

  it('are ordered from the cheapest to buy and the dearest to sell, the nearer port first when they are equal', () => {
    const { buy, sell } = endsOf('ore', markets)
    expect(buy.map(({ portId }) => portId)).toEqual([3, 2, 1])
    expect(sell.map(({ portId, net }) => [portId, net])).toEqual([
      [4, 110],
      [2, 1],
    ])
  })

  it('show the goods with the largest margin first, and those of which only one end is known', () => {
    const [first, second, third] = summarizeGoods(markets)
    expect([first, second].map((good) => good?.commodity)).toEqual(['food', 'ore'])
    expect(first).toMatchObject({ buy: { net: 100 }, sell: { net: 150 } })
    expect(third).toMatchObject({ buy: null, sell: null })
  })
})
