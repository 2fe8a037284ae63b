import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutralBonuses } from './specializations.ts'
import { evenOutput, outputFactors } from './output.ts'
import { BOARD_LOT, boardLine, type StoredMarket } from './price-board.ts'

const selling: StoredMarket = {
  commodity: 'ore',
  role: 'sells',
  basePrice: 100,
  stock: 500,
  capacity: 1000,
  productionPerDay: 121,
}
const buying: StoredMarket = { ...selling, role: 'buys', productionPerDay: -121 }
const under = (taxRateBp: number, outputBp = evenOutput()) => ({ taxRateBp, outputBp })

describe('a line of the price board', () => {
  it('tells what a lot costs a pilot, which no tax is taken from', () => {
    // Ten units from 500 of 1000 on: mid 100.5, 1005 in all, and 5 % spread above it,
    // each a difference of two values rounded down.
    const offer = { lot: 10, price: 1005, spread: 51, tax: 0, net: 1056 }
    expect(boardLine(selling, under(2500)).offer).toEqual(offer)
    expect(boardLine(selling, under(500)).offer).toEqual(offer)
  })

  it.each([
    [500, 48, 898],
    [1000, 95, 851],
    [2500, 237, 709],
  ])('tells what a lot brings at a tax of %d', (taxRateBp, tax, net) => {
    expect(boardLine(buying, under(taxRateBp)).offer).toMatchObject({ tax, net })
  })

  it('makes more of what the law favours, and less of the rest; what is used up follows no law', () => {
    const mining = outputFactors({ ...neutralBonuses(), ore: 300 }, 'mining')
    expect(boardLine(selling, under(500)).perDay).toBe(121)
    expect(boardLine(selling, under(500, mining)).perDay).toBe(363)
    expect(boardLine({ ...selling, commodity: 'food' }, under(500, mining)).perDay).toBe(96)
    expect(boardLine(buying, under(500, mining)).perDay).toBe(121)
  })

  it('has no offer where a port has less than a lot to sell, and always buys', () => {
    expect(boardLine({ ...selling, stock: BOARD_LOT - 1 }, under(500)).offer).toBeNull()
    expect(boardLine({ ...buying, stock: 0 }, under(500)).offer).not.toBeNull()
    expect(boardLine({ ...buying, stock: 1000 }, under(500)).offer).not.toBeNull()
  })

  // Tax is the difference of two rounded sums, so that no splitting of an order avoids it: a lot may be a credit off.
  it('a higher tax never brings a pilot more but for a credit of rounding, and what they get and the tax are always the same together', () => {
    const rate = fc.integer({ min: 500, max: 2500 })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 1000 }),
        rate,
        rate,
        (basePrice, stock, a, b) => {
          const market = { ...buying, basePrice, stock }
          const [low, high] = [
            boardLine(market, under(Math.min(a, b))),
            boardLine(market, under(Math.max(a, b))),
          ]
          const bid = (line: typeof low) => (line.offer?.net ?? 0) + (line.offer?.tax ?? 0)
          const rounding = stock === 0 ? 0 : 1
          expect((low.offer?.net ?? 0) + rounding).toBeGreaterThanOrEqual(high.offer?.net ?? 0)
          expect(bid(low)).toBe(bid(high))
        },
      ),
    )
  })
})
