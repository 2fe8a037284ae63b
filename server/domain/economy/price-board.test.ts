import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinaryDay, type EconomyDay } from './economy-day.ts'
import { neutralBonuses } from './specializations.ts'
import { outputFactors } from './output.ts'
import { BOARD_LOT, boardLine, type BoardMarket } from './price-board.ts'

const selling: BoardMarket = {
  portId: 10,
  commodity: 'ore',
  role: 'sells',
  basePrice: 100,
  stock: 500,
  capacity: 1000,
  productionPerDay: 121,
}
const buying: BoardMarket = { ...selling, role: 'buys', productionPerDay: -121 }
const DAY = ordinaryDay('2102-01-01')
const lineAt = (market: BoardMarket, taxRateBp: number, day: Partial<EconomyDay> = {}) =>
  boardLine(market, { taxRateBp, tariffBp: 0 }, { ...DAY, ...day })

describe('a line of the price board', () => {
  it('shows the price of a lot for buyers, without tax', () => {
    // Ten units from a stock of 500 of 1000: mid price 100.5, 1005 in all, plus 5% spread, each a difference of two
    // values rounded down.
    const offer = { lot: 10, price: 1005, spread: 51, tariff: 0, tax: 0, net: 1056 }
    expect(lineAt(selling, 2500).offer).toEqual(offer)
    expect(lineAt(selling, 500).offer).toEqual(offer)
  })

  it.each([
    [500, 48, 898],
    [1000, 95, 851],
    [2500, 237, 709],
  ])('shows the proceeds of a lot at a tax of %d', (taxRateBp, tax, net) => {
    expect(lineAt(buying, taxRateBp).offer).toMatchObject({ tax, net })
  })

  it('shifts production by law, but not consumption', () => {
    const mining = outputFactors({ ...neutralBonuses(), ore: 300 }, 'mining')
    expect(lineAt(selling, 500).perDay).toBe(121)
    expect(lineAt(selling, 500, { outputFactors: mining }).perDay).toBe(363)
    expect(lineAt({ ...selling, commodity: 'food' }, 500, { outputFactors: mining }).perDay).toBe(96)
    expect(lineAt(buying, 500, { outputFactors: mining }).perDay).toBe(121)
  })

  it('shows what the price level, the tempo and works make of a market', () => {
    const dearer = { ...DAY.priceLevels, ore: 11_000 }
    expect(lineAt(buying, 500, { priceLevels: dearer }).offer?.price).toBe(1094)
    expect(lineAt(buying, 500, { tempoBp: 20_000 }).perDay).toBe(242)
    expect(lineAt(buying, 500, { works: { 10: 5 } })).toMatchObject({ perDay: 181, capacity: 1500 })
    expect(lineAt(buying, 500, { works: { 20: 5 } })).toMatchObject({ perDay: 121, capacity: 1000 })
  })

  it('shows the tariff of strangers on both sides', () => {
    const strangers = { taxRateBp: 1000, tariffBp: 500 }
    expect(boardLine(selling, strangers, DAY).offer).toMatchObject({ tariff: 53, tax: 0, net: 1109 })
    expect(boardLine(buying, strangers, DAY).offer).toMatchObject({ tariff: 48, tax: 90, net: 808 })
  })

  it('has no offer if a port has less than a lot to sell, but always buys', () => {
    expect(lineAt({ ...selling, stock: BOARD_LOT - 1 }, 500).offer).toBeNull()
    expect(lineAt({ ...buying, stock: 0 }, 500).offer).not.toBeNull()
    expect(lineAt({ ...buying, stock: 1000 }, 500).offer).not.toBeNull()
  })

  // Tax is the difference of two rounded sums, so that splitting an order avoids no tax; a lot may be off by one
  // credit.
  it('a higher tax never pays more (rounding aside), and proceeds plus tax stay constant', () => {
    const rate = fc.integer({ min: 500, max: 2500 })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 1000 }),
        rate,
        rate,
        (basePrice, stock, a, b) => {
          const market = { ...buying, basePrice, stock }
          const [low, high] = [lineAt(market, Math.min(a, b)), lineAt(market, Math.max(a, b))]
          const bid = (line: typeof low) => (line.offer?.net ?? 0) + (line.offer?.tax ?? 0)
          const rounding = stock === 0 ? 0 : 1
          expect((low.offer?.net ?? 0) + rounding).toBeGreaterThanOrEqual(high.offer?.net ?? 0)
          expect(bid(low)).toBe(bid(high))
        },
      ),
    )
  })
})
