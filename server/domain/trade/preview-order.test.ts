import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinaryDay } from '../economy/economy-day.ts'
import { pricedMarket, type StoredMarket } from '../economy/market-on-day.ts'
import { fullTurns } from '../galaxy/turns.ts'
import { shipFigures, type Ship } from '../ships/ship.ts'
import { isoDay } from '../utc-day.ts'
import { decideTrade } from './decide-trade.ts'
import { type Means } from './order-limits.ts'
import { largestOrder, previewOrder, type Dealing } from './preview-order.ts'

const NOW = new Date('2102-11-22T10:00:00Z')
const RATES = { taxRateBp: 1_000, tariffBp: 0 }
const buying: Dealing = {
  side: 'buy',
  commodity: 'food',
  market: { basePrice: 15, levelBp: 10_000, stock: 1_680, capacity: 2_240, spreadBp: 500 },
  rates: RATES,
}
const selling: Dealing = {
  ...buying,
  side: 'sell',
  market: { ...buying.market, stock: 1_120, capacity: 4_480 },
}
const means = (over: Partial<Means> = {}): Means => ({
  freeHolds: 40,
  aboard: 40,
  purse: 1_000n,
  berthFee: 0n,
  ...over,
})

describe('a preview', () => {
  it('shows items and the purse after trade and berth', () => {
    expect(previewOrder(buying, means({ berthFee: 30n }), 40)).toMatchObject({
      quote: { price: 456n, spread: 23n, net: 479n },
      purse: 491n,
      refusal: null,
    })
    expect(previewOrder(selling, means({ berthFee: 30n }), 40)).toMatchObject({
      quote: { price: 747n, spread: 37n, tax: 71n, net: 639n },
      purse: 1_609n,
      refusal: null,
    })
  })

  it.each<[string, Dealing, Partial<Means>, number]>([
    ['invalid-quantity', buying, {}, 0],
    ['invalid-quantity', selling, {}, 1.5],
    ['not-enough-stock', { ...buying, market: { ...buying.market, stock: 9 } }, {}, 10],
    ['hold-full', buying, { freeHolds: 9 }, 10],
    ['not-aboard', selling, { aboard: 9 }, 10],
    ['purse-too-small', buying, { purse: 478n }, 40],
    ['berth-not-covered', buying, { purse: 479n, berthFee: 1n }, 40],
    ['berth-not-covered', selling, { purse: 0n, berthFee: 640n }, 40],
  ])('says %s before anything is sent', (reason, dealing, over, quantity) => {
    expect(previewOrder(dealing, means(over), quantity).refusal).toMatchObject({ reason })
  })

  it('still shows what cannot be paid', () => {
    expect(previewOrder(buying, means({ purse: 100n }), 40)).toMatchObject({
      quote: { net: 479n },
      purse: -379n,
    })
  })
})

describe('the largest order', () => {
  it.each<[string, Dealing, Partial<Means>, ReturnType<typeof largestOrder>]>([
    ['fills the hold', buying, {}, { quantity: 40, limit: 'hold' }],
    [
      'empties the port',
      { ...buying, market: { ...buying.market, stock: 7 } },
      {},
      { quantity: 7, limit: 'stock' },
    ],
    ['spends the purse', buying, { purse: 478n }, { quantity: 39, limit: 'purse' }],
    ['leaves the berth fee', buying, { purse: 479n, berthFee: 1n }, { quantity: 39, limit: 'purse' }],
    ['is nothing in a full hold', buying, { freeHolds: -3 }, { quantity: 0, limit: 'hold' }],
    ['is nothing without money', buying, { purse: 0n }, { quantity: 0, limit: 'purse' }],
    ['sells all', selling, { freeHolds: 0, purse: 0n }, { quantity: 40, limit: 'cargo' }],
    ['is nothing without cargo', selling, { aboard: 0 }, { quantity: 0, limit: 'cargo' }],
    [
      'is nothing when the berth is dearer',
      selling,
      { purse: 0n, berthFee: 640n },
      { quantity: 0, limit: 'purse' },
    ],
  ])('%s', (_what, dealing, over, largest) => {
    expect(largestOrder(dealing, means(over))).toEqual(largest)
  })

  it('is filled by the rule that fills orders, and one more unit is not', () => {
    const amounts = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      hull: fc.constantFrom('pathfinder' as const, 'courier' as const, 'freighter' as const),
      stock: fc.integer({ min: 0, max: 3_000 }),
      loaded: fc.integer({ min: 0, max: 40 }),
      purse: fc.bigInt({ min: 0n, max: 3_000n }),
      taxRateBp: fc.integer({ min: 0, max: 2_500 }),
      tariffBp: fc.integer({ min: 0, max: 1_000 }),
    })
    fc.assert(
      fc.property(amounts, ({ side, hull, stock, loaded, purse, taxRateBp, tariffBp }) => {
        const stored: StoredMarket = {
          ...{ portId: 10, commodity: 'food', role: side === 'buy' ? 'sells' : 'buys', basePrice: 15 },
          ...{ capacity: 2_240, productionPerDay: 1_344, restBp: 7_500, stockRemainder: 0, stockAt: NOW },
          stock,
        }
        const day = ordinaryDay(isoDay(0))
        const ship: Ship = { hull, modules: [], damageBp: 0 }
        const trader = {
          ship,
          hold: { cargo: { food: loaded }, sealedHolds: 0 },
          purse,
          stay: { docked: false, hasDocked: true },
          turns: fullTurns(NOW),
        }
        const rates = { taxRateBp, tariffBp }
        const { quantity } = largestOrder(
          { side, commodity: 'food', market: pricedMarket(stored, day), rates },
          {
            freeHolds: shipFigures(ship).holds - loaded,
            aboard: loaded,
            purse,
            berthFee: shipFigures(ship).berthFee,
          },
        )
        const fill = (units: number) =>
          decideTrade(
            stored,
            trader,
            { side, commodity: 'food', quantity: units, worstNet: side === 'buy' ? 1_000_000n : 0n },
            { rates, days: [day] },
            NOW,
          ).ok
        if (quantity > 0) expect(fill(quantity)).toBe(true)
        expect(fill(quantity + 1)).toBe(false)
      }),
    )
  })
})
