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
  it('shows the price of a lot for buyers, without tax', () => {
    // Ten units from a stock of 500 of 1000: mid price 100.5, 1005 in all, plus 5 % spread, each a difference of two
    // values rounded down.
    const offer = { lot: 10, price: 1005, spread: 51, tax: 0, net: 1056 }
    expect(boardLine(selling, under(2500)).offer).toEqual(offer)
    expect(boardLine(selling, under(500)).offer).toEqual(offer)
  })

  it.each([
    [500, 48, 898],
    [1000, 95, 851],
    [2500, 237, 709],
  ])('shows the proceeds of a lot at a tax of %d', (taxRateBp, tax, net) => {
    expect(boardLine(buying, under(taxRateBp)).offer).toMatchObject({ tax, net })
  })

  it('shifts production by law, but not consumption', () => {
    const mining = outputFactors({ ...neutralBonuses(), ore: 300 }, 'mining')
    expect(boardLine(selling, under(500)).perDay).toBe(121)
    expect(boardLine(selling, under(500, mining)).perDay).toBe(363)
    expect(boardLine({ ...selling, commodity: 'food' }, under(500, mining)).perDay).toBe(96)
    expect(boardLine(buying, under(500, mining)).perDay).toBe(121)
  })

  it('has no offer if a port has less than a lot to sell, but always buys', () => {
    expect(boardLine({ ...selling, stock: BOARD_LOT - 1 }, under(500)).offer).toBeNull()
    expect(boardLine({ ...buying, stock: 0 }, under(500)).offer).not.toBeNull()
    expect(boardLine({ ...buying, stock: 1000 }, under(500)).offer).not.toBeNull()
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
