import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, isoDay, utcDay } from '../utc-day.ts'
import { COMMODITIES } from './commodities.ts'
import { economyOn, ordinaryDay, type EconomyDay } from './economy-day.ts'
import { capacityOn, ratePerDayOn, type StoredMarket } from './market-on-day.ts'
import { outputFactors } from './output.ts'
import { DRAWN_REST_BP, restBpOn, restStock } from './rest.ts'
import { settleMarket } from './settle-market.ts'
import { neutralBonuses } from './specializations.ts'
import { tideBp } from './tide.ts'

const FIRST_DAY = 48_000
const START = new Date(FIRST_DAY * DAY_MS + 7_654_321)
const later = (ms: number) => new Date(START.getTime() + ms)

const maker: StoredMarket = {
  portId: 10,
  commodity: 'ore',
  role: 'sells',
  basePrice: 12,
  capacity: 21_000,
  productionPerDay: 12_600,
  restBp: 7500,
  stock: 15_750,
  stockRemainder: 0,
  stockAt: START,
}

const anyMarket: fc.Arbitrary<StoredMarket> = fc
  .record({
    portId: fc.integer({ min: 10, max: 50_000 }),
    commodity: fc.constantFrom(...COMMODITIES),
    role: fc.constantFrom('sells' as const, 'buys' as const),
    capacity: fc.integer({ min: 20, max: 40_000 }),
    share: fc.integer({ min: 570, max: 630 }),
    filled: fc.integer({ min: 0, max: 1500 }),
    stockRemainder: fc.integer({ min: 0, max: DAY_MS - 1 }),
    rest: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ share, filled, rest, ...market }) => {
    const turnover = Math.round((market.capacity * share) / 1000)
    return {
      ...market,
      basePrice: 15,
      productionPerDay: market.role === 'sells' ? turnover : -turnover,
      restBp: DRAWN_REST_BP[market.role].min + rest,
      stock: Math.floor((market.capacity * filled) / 1000),
      stockAt: START,
    }
  })

const anyDay: fc.Arbitrary<Omit<EconomyDay, 'day' | 'shocks'>> = fc.record({
  tempoBp: fc.integer({ min: 10_000, max: 70_000 }),
  outputFactors: fc
    .record(Object.fromEntries(COMMODITIES.map((good) => [good, fc.integer({ min: 100, max: 300 })])))
    .map((given) => outputFactors({ ...neutralBonuses(), ...given }, null)),
  priceLevels: fc.constant(ordinaryDay('').priceLevels),
  works: fc.constant({}),
  festival: fc.boolean(),
})
const shift = fc.constantFrom(-2500, 0, 2500)
const anyDays = (market: StoredMarket): fc.Arbitrary<EconomyDay[]> =>
  fc.array(
    fc
      .record({ day: fc.integer({ min: 0, max: 8 }), row: anyDay, restBp: shift, level: fc.nat({ max: 5 }) })
      .map(({ day, row, restBp, level }) => ({
        ...row,
        day: isoDay(FIRST_DAY + day),
        works: { [market.portId]: level },
        shocks: [{ portId: market.portId, commodity: market.commodity, restBp }],
      })),
    { maxLength: 6 },
  )
const markets = anyMarket.chain((market) => fc.record({ market: fc.constant(market), days: anyDays(market) }))

const heldOf = ({ stock, stockRemainder }: StoredMarket) => ({ stock, stockRemainder })

describe('a settled market', () => {
  it('has the same stock for any schedule of settlements', () => {
    const stops = fc.array(fc.integer({ min: 0, max: 9 * DAY_MS }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(markets, stops, ({ market, days }, moments) => {
        const schedule = [...moments].sort((a, b) => a - b)
        const end = later(schedule.at(-1) ?? 0)
        const once = settleMarket(market, days, end)
        let moved = { ...market, produced: 0, consumed: 0 }
        let produced = 0
        let consumed = 0
        for (const at of schedule) {
          moved = settleMarket(moved, days, later(at))
          produced += moved.produced
          consumed += moved.consumed
        }
        expect(heldOf(moved)).toEqual(heldOf(once))
        expect({ produced, consumed }).toEqual({ produced: once.produced, consumed: once.consumed })
      }),
      { numRuns: 2000 },
    )
  })

  it('has whole units and accounts for each of them', () => {
    fc.assert(
      fc.property(markets, fc.integer({ min: 1, max: 30 * DAY_MS }), ({ market, days }, ms) => {
        const settled = settleMarket(market, days, later(ms))
        expect([settled.stock, settled.stockRemainder].every(Number.isSafeInteger)).toBe(true)
        expect(settled.stock).toBeGreaterThanOrEqual(0)
        expect(settled.stockRemainder).toBeGreaterThanOrEqual(0)
        expect(settled.stockRemainder).toBeLessThan(DAY_MS)
        expect(settled.stock).toBe(market.stock + settled.produced - settled.consumed)
        expect(settled.stockAt).toEqual(later(ms))
      }),
    )
  })

  it('never moves past its rest', () => {
    fc.assert(
      fc.property(markets, fc.integer({ min: 1, max: 80_000_000 - 7_654_321 }), ({ market, days }, ms) => {
        const economy = economyOn(days, FIRST_DAY)
        const rest = restStock(capacityOn(market, economy), restBpOn(market, economy, FIRST_DAY))
        const { stock } = settleMarket(market, days, later(ms))
        expect(stock).toBeGreaterThanOrEqual(Math.min(rest, market.stock))
        expect(stock).toBeLessThanOrEqual(Math.max(rest, market.stock))
      }),
    )
  })

  it('is at rest after ten days, whatever came before', () => {
    fc.assert(
      fc.property(anyMarket, fc.integer({ min: 11, max: 400 }), (market, days) => {
        const end = later(days * DAY_MS)
        const full = settleMarket({ ...market, stock: market.capacity }, [], end)
        const empty = settleMarket({ ...market, stock: 0, stockRemainder: 0 }, [], end)
        expect(Math.abs(full.stock - empty.stock)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('does not change for a clock that goes backwards', () => {
    expect(settleMarket(maker, [], later(-1))).toEqual({ ...maker, produced: 0, consumed: 0 })
  })

  it('follows each day’s own row, and a missing row repeats the last', () => {
    const busy = { ...ordinaryDay(isoDay(FIRST_DAY)), tempoBp: 20_000 }
    const calm = ordinaryDay(isoDay(FIRST_DAY + 1))
    const empty = { ...maker, stock: 0, stockAt: new Date(FIRST_DAY * DAY_MS) }
    const hours = (count: number) => new Date(FIRST_DAY * DAY_MS + count * 3_600_000)
    // 12,600 a day: 525 an hour, twice that when busy.
    expect(settleMarket(empty, [busy, calm], hours(2)).stock).toBe(2100)
    const evening = { ...empty, stockAt: hours(23) }
    expect(settleMarket(evening, [busy, calm], hours(25)).stock).toBe(1050 + 525)
    expect(settleMarket(evening, [busy], hours(25)).stock).toBe(1050 + 1050)
    expect(settleMarket(evening, [calm], hours(25)).stock).toBe(525 + 525)
    expect(settleMarket(evening, [], hours(25)).stock).toBe(525 + 525)
  })
})

describe('the rest of a market', () => {
  const today = ordinaryDay(isoDay(FIRST_DAY))
  const tide = tideBp(10, 'ore', FIRST_DAY)
  const factors = (ore: number) => ({ ...today.outputFactors, ore })
  const user: StoredMarket = { ...maker, role: 'buys', productionPerDay: -12_600, restBp: 2500 }

  it.each([
    [10_000, 7500],
    [15_000, 8000],
    [30_000, 9200],
    [8_004, 7301],
    [0, 6500],
  ])('of a maker at an output of %d is %d before the tide', (factor, expected) => {
    expect(restBpOn(maker, { ...today, outputFactors: factors(factor) }, FIRST_DAY)).toBe(
      Math.min(9800, expected + tide),
    )
  })

  it('of a user follows no law', () => {
    expect(restBpOn(user, { ...today, outputFactors: factors(30_000) }, FIRST_DAY)).toBe(2500 + tide)
    expect(ratePerDayOn(user, { ...today, outputFactors: factors(30_000) })).toBe(12_600)
    expect(ratePerDayOn(maker, { ...today, outputFactors: factors(30_000) })).toBe(37_800)
  })

  it('falls by a tenth for users of food and luxury during a festival', () => {
    const festival = { ...today, festival: true }
    for (const commodity of COMMODITIES) {
      const of = { ...user, commodity }
      const fall = commodity === 'food' || commodity === 'luxury' ? 1000 : 0
      const before = restBpOn(of, today, FIRST_DAY)
      expect(restBpOn(of, festival, FIRST_DAY)).toBe(Math.max(200, before - fall))
      const made = { ...of, role: 'sells' as const }
      expect(restBpOn(made, festival, FIRST_DAY)).toBe(restBpOn(made, today, FIRST_DAY))
    }
  })

  it('moves with a shock of its own and stays between 200 and 9,800', () => {
    const shocked = (restBp: number) => ({
      ...today,
      shocks: [{ portId: 10, commodity: 'ore', restBp } as const],
    })
    expect(restBpOn(user, shocked(2500), FIRST_DAY)).toBe(5000 + tide)
    expect(restBpOn({ ...user, portId: 20 }, shocked(2500), FIRST_DAY)).toBe(
      2500 + tideBp(20, 'ore', FIRST_DAY),
    )
    expect(restBpOn({ ...user, restBp: 1500 }, shocked(-2500), FIRST_DAY)).toBe(200)
    expect(restBpOn({ ...maker, restBp: 8500 }, shocked(9000), FIRST_DAY)).toBe(9800)
  })

  it('has a tide of at most 1,200 basis points that comes back after 5 to 11 days', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 50_000 }),
        fc.constantFrom(...COMMODITIES),
        fc.nat(60_000),
        (port, good, day) => {
          const heights = Array.from({ length: 11 }, (_, later) => tideBp(port, good, day + later))
          expect(Math.max(...heights.map(Math.abs))).toBeLessThanOrEqual(1200)
          const periods = Array.from({ length: 7 }, (_, index) => 5 + index)
          expect(periods.some((period) => tideBp(port, good, day + period) === heights[0])).toBe(true)
          expect(new Set(heights).size).toBeGreaterThan(2)
        },
      ),
    )
  })
})

it('days count from 1970', () => {
  expect(utcDay(new Date('2024-10-04T23:59:59Z'))).toBe(20_000)
  expect(isoDay(20_000)).toBe('2024-10-04')
})
