import { describe, expect, it } from 'vitest'
import { relievedRateBp } from '../diplomacy/treaty-effects.ts'
import { outputFactors } from './output.ts'
import { type PortMarket } from './price-curve.ts'
import { lawLevelBp } from './price-level.ts'
import { quote, type Quote, type TradeRates } from './quote.ts'
import { moveStock } from './settle-market.ts'
import { neutralBonuses } from './specializations.ts'
import { tempoBp } from './tempo.ts'
import { tideBp } from './tide.ts'

// The golden numbers of ECONOMY.md §10 and §1.4.

const FREE: TradeRates = { taxRateBp: 0, tariffBp: 0 }
const market = (basePrice: number, stock: number, capacity: number, levelBp = 10_000): PortMarket => ({
  basePrice,
  levelBp,
  stock,
  capacity,
  spreadBp: 500,
})
function quoted(side: 'buy' | 'sell', of: PortMarket, quantity: number, rates = FREE): Quote {
  const verdict = quote({ side, market: of, quantity, ...rates })
  if (!verdict.ok) throw new Error(verdict.message)
  return verdict.value
}
const itemsOf = ({ price, spread, tariff, tax, net }: Quote) => [price, spread, tariff, tax, net].map(Number)

const user = market(15, 1120, 4480)

describe('golden numbers', () => {
  it('1: buying 40 food', () => {
    expect(itemsOf(quoted('buy', market(15, 1680, 2240), 40))).toEqual([456, 23, 0, 0, 479])
  })

  it('2: selling them at a tax of 10%', () => {
    expect(itemsOf(quoted('sell', user, 40, { taxRateBp: 1000, tariffBp: 0 }))).toEqual([747, 37, 0, 71, 639])
  })

  it('3: at 25%, and with a relief of half of it', () => {
    expect(quoted('sell', user, 40, { taxRateBp: 2500, tariffBp: 0 })).toMatchObject({ tax: 177n, net: 533n })
    const relieved = relievedRateBp(2500, 5000)
    expect(relieved).toBe(1250)
    expect(quoted('sell', user, 40, { taxRateBp: relieved, tariffBp: 0 })).toMatchObject({
      tax: 88n,
      net: 622n,
    })
  })

  it('4: by a stranger at a tariff of 5%', () => {
    expect(quoted('sell', user, 40, { taxRateBp: 1000, tariffBp: 500 })).toMatchObject({
      tariff: 35n,
      tax: 68n,
      net: 607n,
    })
  })

  it('5: as 40 sales of one unit', () => {
    const sales = Array.from({ length: 40 }, (_, index) =>
      itemsOf(quoted('sell', { ...user, stock: 1120 + index }, 1, { taxRateBp: 1000, tariffBp: 0 })),
    )
    const sums = sales.reduce((sum, items) => sum.map((item, index) => item + (items[index] ?? 0)))
    expect(sums).toEqual([747, 37, 0, 71, 639])
  })

  it('6: a mining region that favours ore', () => {
    const factors = outputFactors({ ...neutralBonuses(), ore: 300 }, 'mining')
    expect(factors).toMatchObject({ ore: 30_000, fuel: 10_000, food: 8000, technology: 8000 })
    expect([factors.ore, factors.fuel, factors.food].map(lawLevelBp)).toEqual([7000, 10_000, 10_400])
  })

  it('7: buying 40 ore at even and at low level', () => {
    expect(itemsOf(quoted('buy', market(12, 15_750, 21_000), 40))).toEqual([361, 18, 0, 0, 379])
    expect(itemsOf(quoted('buy', market(12, 15_750, 21_000, 7000), 40))).toEqual([252, 12, 0, 0, 264])
  })

  it('8: a stock after three hours and after a day', () => {
    const HOUR_MS = 3_600_000
    const start = { stock: 1000, stockRemainder: 0 }
    expect(moveStock(start, 1680, 1344, 3 * HOUR_MS).stock).toBe(1168)
    expect(moveStock(start, 1680, 1344, 24 * HOUR_MS)).toEqual({ stock: 1680, stockRemainder: 0 })
    let readEachMinute = start
    for (let minute = 0; minute < 180; minute++)
      readEachMinute = moveStock(readEachMinute, 1680, 1344, 60_000)
    expect(readEachMinute.stock).toBe(1168)
  })

  it.each([
    [26, 133, 10_000],
    [100, 133, 19_611],
    [1000, 133, 62_017],
    [1000, 1645, 17_434],
    [10, 1, 10_000],
  ])('9: tempo of %d pilots at %d ports', (pilots, ports, expected) => {
    expect(tempoBp(pilots, ports)).toBe(expected)
  })

  it('the tide of two markets on day 20,000', () => {
    expect(tideBp(10, 'ore', 20_000)).toBe(-1200)
    expect(tideBp(1230, 'food', 20_000)).toBe(600)
  })
})
