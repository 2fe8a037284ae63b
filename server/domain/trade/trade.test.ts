import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinaryDay } from '../economy/economy-day.ts'
import { checkTransfer } from '../economy/ledger.ts'
import { type StoredMarket } from '../economy/market-on-day.ts'
import { tideBp } from '../economy/tide.ts'
import { availableTurns, fullTurns } from '../galaxy/turns.ts'
import { usedHolds } from '../ships/cargo.ts'
import { shipFigures } from '../ships/ship.ts'
import { DAY_MS, isoDay } from '../utc-day.ts'
import { decideTrade, type TradeOrder, type Trader } from './decide-trade.ts'
import { offerOf, type TradeLaw } from './offer.ts'
import { tradePostings } from './trade-postings.ts'
import { tradeRatesFor } from './trade-rates.ts'

const DAY = 48_000
const NOW = new Date(DAY * DAY_MS + 10 * 3_600_000)
const later = (ms: number) => new Date(NOW.getTime() + ms)
const market = (over: Partial<StoredMarket> = {}): StoredMarket => ({
  portId: 10,
  commodity: 'food',
  role: 'sells',
  basePrice: 15,
  capacity: 2240,
  productionPerDay: 1344,
  restBp: 7500,
  stock: 1680,
  stockRemainder: 0,
  stockAt: NOW,
  ...over,
})
const user = market({ role: 'buys', capacity: 4480, productionPerDay: -2688, restBp: 2500, stock: 1120 })
const trader = (over: Partial<Trader> = {}): Trader => ({
  ship: { hull: 'hauler', modules: [], damageBp: 0 },
  hold: { cargo: { food: 40 }, sealedHolds: 0 },
  purse: 1000n,
  stay: { docked: true, hasDocked: true },
  turns: fullTurns(NOW),
  ...over,
})
const arriving = { docked: false, hasDocked: true }
const law: TradeLaw = { rates: { taxRateBp: 1000, tariffBp: 0 }, days: [ordinaryDay(isoDay(DAY))] }
const buy = (over: Partial<TradeOrder> = {}): TradeOrder => ({
  side: 'buy',
  commodity: 'food',
  quantity: 40,
  worstNet: 479n,
  ...over,
})
const sell = (over: Partial<TradeOrder> = {}): TradeOrder => ({
  side: 'sell',
  commodity: 'food',
  quantity: 40,
  worstNet: 639n,
  ...over,
})

describe('what somebody owes', () => {
  it.each([
    [
      { reliefBp: 0, isLocal: true },
      { taxRateBp: 1000, tariffBp: 0 },
    ],
    [
      { reliefBp: 0, isLocal: false },
      { taxRateBp: 1000, tariffBp: 500 },
    ],
    [
      { reliefBp: 5000, isLocal: false },
      { taxRateBp: 500, tariffBp: 250 },
    ],
    [
      { reliefBp: 5000, isLocal: true },
      { taxRateBp: 500, tariffBp: 0 },
    ],
  ])('%j: %j', (standing, rates) => {
    expect(tradeRatesFor({ taxRateBp: 1000, tariffBp: 500 }, standing)).toEqual(rates)
  })
})

describe('an order', () => {
  it('to buy is filled as quoted', () => {
    expect(decideTrade(market(), trader({ purse: 479n }), buy(), law, NOW)).toMatchObject({
      ok: true,
      value: {
        quote: { price: 456n, spread: 23n, net: 479n },
        market: { stock: 1640, produced: 0, consumed: 0 },
        cargo: { food: 80 },
        purse: 0n,
      },
    })
  })

  it('to sell is filled as quoted', () => {
    expect(decideTrade(user, trader(), sell(), law, NOW)).toMatchObject({
      ok: true,
      value: { quote: { tax: 71n, net: 639n }, market: { stock: 1160 }, cargo: { food: 0 }, purse: 1639n },
    })
  })

  it('begins a stay with docking and berth, which proceeds may pay', () => {
    const verdict = decideTrade(user, trader({ purse: 0n, stay: arriving }), sell(), law, NOW)
    expect(verdict).toMatchObject({ value: { purse: 609n, docking: { turns: 10, berthFee: 30n } } })
    expect(verdict.ok && availableTurns(verdict.value.docking.account, NOW)).toBe(990)
    const newcomer = trader({ stay: { docked: false, hasDocked: false } })
    expect(decideTrade(user, newcomer, sell(), law, NOW)).toMatchObject({
      value: { docking: { turns: 0, berthFee: 0n } },
    })
  })

  it('is filled at a better price, and refused with the new quote at a worse one', () => {
    expect(decideTrade(market(), trader(), buy({ worstNet: 500n }), law, NOW)).toMatchObject({
      value: { quote: { net: 479n } },
    })
    expect(decideTrade(market(), trader(), buy({ worstNet: 478n }), law, NOW)).toMatchObject({
      ok: false,
      reason: 'price-moved',
      quote: { side: 'buy', net: 479n },
    })
    expect(decideTrade(user, trader(), sell({ worstNet: 640n }), law, NOW)).toMatchObject({
      reason: 'price-moved',
      quote: { side: 'sell', net: 639n },
    })
  })

  it.each<[string, StoredMarket | null, Partial<Trader>, TradeOrder]>([
    ['no-such-role', null, {}, buy()],
    ['no-such-role', user, {}, buy()],
    ['no-such-role', market(), {}, sell()],
    ['no-such-role', market(), {}, buy({ commodity: 'ore' })],
    ['invalid-quantity', market(), {}, buy({ quantity: 0 })],
    ['not-enough-stock', market({ stock: 39 }), {}, buy()],
    ['hold-full', market(), { hold: { cargo: { food: 71 }, sealedHolds: 10 } }, buy()],
    ['not-aboard', user, { hold: { cargo: { food: 39 }, sealedHolds: 0 } }, sell()],
    ['not-enough-turns', user, { stay: arriving, turns: { milliturns: 9_999, storedAt: NOW } }, sell()],
    ['purse-too-small', market(), { purse: 478n }, buy()],
    ['berth-not-covered', market(), { purse: 508n, stay: arriving }, buy()],
    [
      'berth-not-covered',
      user,
      { purse: 0n, stay: arriving, hold: { cargo: { food: 1 }, sealedHolds: 0 } },
      sell({ quantity: 1, worstNet: 0n }),
    ],
  ])('is refused: %s (%#)', (reason, of, over, order) => {
    expect(decideTrade(of, trader(over), order, law, NOW)).toMatchObject({ ok: false, reason })
  })

  it('is priced by the stock as it is now and the price level of the day', () => {
    const hour = 3_600_000
    // The rest of port 10's food on the day, above the stock, so it moves up by 56 an hour.
    expect(Math.floor((2240 * (7500 + tideBp(10, 'food', DAY))) / 10_000)).toBeGreaterThan(1000 + 168)
    const settled = decideTrade(
      market({ stock: 1000 }),
      trader(),
      buy({ worstNet: 9999n }),
      law,
      later(3 * hour),
    )
    expect(settled).toMatchObject({
      value: { market: { stock: 1168 - 40, produced: 168, stockAt: later(3 * hour) } },
    })
    const [today] = law.days
    const dear = {
      ...law,
      days: today ? [{ ...today, priceLevels: { ...today.priceLevels, food: 11_000 } }] : [],
    }
    expect(decideTrade(market(), trader(), buy(), dear, NOW)).toMatchObject({ quote: { price: 501n } })
  })
})

const anyTrade = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  stock: fc.nat({ max: 6000 }),
  purse: fc.bigInt({ min: 0n, max: 20_000n }),
  aboard: fc.nat({ max: 120 }),
  quantity: fc.integer({ min: 1, max: 130 }),
  docked: fc.boolean(),
  waitedMs: fc.nat({ max: 12 * DAY_MS }),
  rates: fc.record({ taxRateBp: fc.nat({ max: 2500 }), tariffBp: fc.nat({ max: 1000 }) }),
})

describe('a filled order', () => {
  it('is what was offered, moves what it says and nothing else', () => {
    fc.assert(
      fc.property(anyTrade, ({ side, stock, purse, aboard, quantity, docked, waitedMs, rates }) => {
        const of = { ...(side === 'buy' ? market() : user), stock }
        const who = trader({
          purse,
          hold: { cargo: { food: aboard }, sealedHolds: 0 },
          stay: { docked, hasDocked: true },
        })
        const wish = { side, commodity: 'food', quantity } as const
        const here = { ...law, rates }
        const offer = offerOf(of, who, wish, here, later(waitedMs))
        if (!offer.ok) return
        const { quote: offered, docking } = offer.value
        const verdict = decideTrade(of, who, { ...wish, worstNet: offered.net }, here, later(waitedMs))
        if (!verdict.ok) {
          expect(verdict.reason).not.toBe('price-moved')
          return
        }
        const { quote, purse: left, market: after, cargo } = verdict.value
        expect(quote).toEqual(offered)
        expect(verdict.value.docking).toMatchObject(docking)
        expect(left).toBe(purse + (side === 'buy' ? -quote.net : quote.net) - docking.berthFee)
        expect(left).toBeGreaterThanOrEqual(0n)
        expect(quote.net).toBeGreaterThanOrEqual(0n)
        expect(after.stock).toBeGreaterThanOrEqual(0)
        expect(after.stock + (cargo.food ?? 0)).toBe(stock + after.produced - after.consumed + aboard)
        expect(usedHolds({ cargo, sealedHolds: 0 })).toBeLessThanOrEqual(shipFigures(who.ship).holds)
      }),
      { numRuns: 2000 },
    )
  })

  it('has postings that balance and say what happened to purse, treasury and goods', () => {
    fc.assert(
      fc.property(anyTrade, ({ side, stock, aboard, quantity, docked, waitedMs, rates }) => {
        const of = { ...(side === 'buy' ? market() : user), stock }
        const who = trader({
          purse: 100_000n,
          hold: { cargo: { food: aboard }, sealedHolds: 0 },
          stay: { docked, hasDocked: true },
        })
        const worstNet = side === 'buy' ? 100_000n : 0n
        const order = { side, commodity: 'food', quantity, worstNet } as const
        const verdict = decideTrade(of, who, order, { ...law, rates }, later(waitedMs))
        if (!verdict.ok) return
        const { purse, quote, market: after } = verdict.value
        const postings = tradePostings(verdict.value, { userId: 'pilot', shipId: 'ship' })
        expect(checkTransfer(postings)).toEqual({ ok: true, value: undefined })
        const moved = (account: string) =>
          postings.filter((p) => p.account === account).reduce((sum, { amount }) => sum + amount, 0n)
        expect(moved('purse')).toBe(purse - 100_000n)
        expect(moved('treasury')).toBe(quote.tariff + quote.tax)
        expect(moved('port')).toBe(BigInt(after.stock - stock))
        expect(moved('cargo')).toBe(BigInt(side === 'buy' ? quantity : -quantity))
      }),
    )
  })

  it('never gains at the port that it came from, whatever the sequence: a port has one role a good', () => {
    expect(decideTrade(market(), trader(), sell(), law, NOW)).toMatchObject({ reason: 'no-such-role' })
    expect(decideTrade(user, trader(), buy(), law, NOW)).toMatchObject({ reason: 'no-such-role' })
  })
})
