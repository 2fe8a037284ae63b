import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Ship } from '../ships/ship.ts'
import { courierDestinations, courierPay, decideCourier, settleCourier } from './courier.ts'
import {
  decideTake,
  deliver,
  postShortages,
  premiumBudget,
  premiumFor,
  premiumPayers,
  type ShortMarket,
} from './shortage.ts'
import {
  decideJob,
  deliverToJob,
  firstBudgetDay,
  jobBudget,
  jobRemainder,
  mostPremium,
  type JobMarket,
  type OpenJob,
} from './treasury-job.ts'

const NOW = new Date('2102-05-06T00:05:00Z')
const HOUR_MS = 3_600_000
const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS)

const short = (over: Partial<ShortMarket> = {}): ShortMarket => ({
  portId: 10,
  commodity: 'ore',
  basePrice: 12,
  levelBp: 10_000,
  capacity: 1000,
  stock: 100,
  deliveredAt: null,
  hasContract: false,
  ...over,
})

describe('shortage contracts', () => {
  it('go to the emptiest markets, 30, 90 and 240 units by turn', () => {
    const markets = [250, 40, 90, 10, 200].map((stock, index) => short({ portId: 10 + index, stock }))
    expect(postShortages(markets, 36, 100_000n, NOW)).toEqual([
      { portId: 13, commodity: 'ore', units: 30, premium: 90n, dueAt: inHours(48) },
      { portId: 11, commodity: 'ore', units: 90, premium: 270n, dueAt: inHours(48) },
      { portId: 12, commodity: 'ore', units: 240, premium: 720n, dueAt: inHours(48) },
    ])
  })

  it.each([
    [10, 3],
    [36, 3],
    [60, 5],
    [133, 11],
  ])('are %d ports: at most %d a day', (ports, expected) => {
    const markets = Array.from({ length: 40 }, (_, index) => short({ portId: index + 1 }))
    expect(postShortages(markets, ports, 1_000_000n, NOW)).toHaveLength(expected)
  })

  it.each<[string, Partial<ShortMarket>, boolean]>([
    ['a quarter full', { stock: 250 }, true],
    ['fuller', { stock: 251 }, false],
    ['delivered to 48 hours ago', { deliveredAt: inHours(-48) }, true],
    ['delivered to since', { deliveredAt: inHours(-47) }, false],
    ['with an open contract', { hasContract: true }, false],
  ])('a market %s', (_what, over, expected) => {
    expect(postShortages([short(over)], 12, 2_000n, NOW)).toHaveLength(expected ? 1 : 0)
  })

  it('never promise more than the budget', () => {
    const market = fc.record({
      portId: fc.integer({ min: 1, max: 999 }),
      basePrice: fc.integer({ min: 11, max: 38 }),
      levelBp: fc.integer({ min: 5950, max: 13_225 }),
      stock: fc.nat({ max: 1000 }),
    })
    fc.assert(
      fc.property(
        fc.array(market),
        fc.nat({ max: 1645 }),
        fc.bigInt({ min: 0n, max: 9_000n }),
        (given, ports, budget) => {
          const posted = postShortages(given.map(short), ports, budget, NOW)
          expect(posted.length).toBeLessThanOrEqual(Math.max(3, Math.floor(ports / 12)))
          expect(posted.reduce((sum, { premium }) => sum + premium, 0n)).toBeLessThanOrEqual(budget)
          for (const { units } of posted) expect([30, 90, 240]).toContain(units)
        },
      ),
    )
  })

  it('are made smaller where the budget is short', () => {
    const dear = [
      short({ portId: 1, stock: 0 }),
      short({ portId: 2, stock: 1 }),
      short({ portId: 3, stock: 2 }),
    ]
    expect(postShortages(dear, 36, 450n, NOW).map(({ units }) => units)).toEqual([30, 90, 30])
    expect(postShortages(dear, 36, 80n, NOW)).toEqual([])
  })

  it.each([
    [0n, 2_000n],
    [100_000n, 2_000n],
    [100_050n, 2_001n],
    [5_000_000n, 100_000n],
  ])('of sales of %d have a budget of %d', (sales, budget) => {
    expect(premiumBudget(sales)).toBe(budget)
  })

  it.each([
    [12, 10_000, 30, 90n],
    [36, 11_500, 240, 2_484n],
    [15, 9_999, 1, 3n],
  ])('premium of base %d, level %d, %d units: %d', (base, level, units, premium) => {
    expect(premiumFor(base, level, units)).toBe(premium)
  })

  it.each<[string | null, Partial<Parameters<typeof decideTake>[1]>, number, number]>([
    [null, {}, 30, 48],
    ['rank-too-low', {}, 90, 48],
    [null, { rank: 'trader' }, 90, 48],
    ['rank-too-low', { rank: 'trader' }, 240, 48],
    [null, { rank: 'legend' }, 240, 48],
    ['too-late', {}, 30, 0],
    ['too-many-open', { open: 3 }, 30, 48],
    ['too-many-today', { takenToday: 5 }, 30, 48],
    [null, { open: 2, takenToday: 4 }, 30, 48],
  ])('taking: %s (%#)', (reason, over, units, hours) => {
    const pilot = { open: 0, takenToday: 0, rank: 'cadet' as const, ...over }
    const verdict = decideTake({ units, dueAt: inHours(hours) }, pilot, NOW)
    expect(verdict.ok ? null : verdict.reason).toBe(reason)
  })

  it('count what is sold and pay once, in time', () => {
    const contract = { units: 90, premium: 270n, dueAt: inHours(1) }
    expect(deliver(contract, 0, 60, NOW)).toEqual({ delivered: 60, isFulfilled: false, premium: 0n })
    expect(deliver(contract, 60, 60, inHours(1))).toEqual({ delivered: 90, isFulfilled: true, premium: 270n })
    expect(deliver(contract, 90, 60, NOW)).toEqual({ delivered: 90, isFulfilled: false, premium: 0n })
    expect(deliver(contract, 60, 30, inHours(2))).toEqual({ delivered: 60, isFulfilled: false, premium: 0n })
  })

  it('are paid by the Council first', () => {
    expect(premiumPayers(270n, null)).toEqual({ fromTreasury: 0n, fromSource: 270n })
    expect(premiumPayers(270n, 100n)).toEqual({ fromTreasury: 100n, fromSource: 170n })
    expect(premiumPayers(270n, 1_000n)).toEqual({ fromTreasury: 270n, fromSource: 0n })
  })
})

describe('courier contracts', () => {
  const ship: Ship = { hull: 'pathfinder', modules: [], damageBp: 0 }
  const pilot = { ship, hold: { cargo: { ore: 30 }, sealedHolds: 0 }, purse: 60n, takenToday: 9 }

  it('pay by the fewest turns', () => {
    expect([0, 1, 20].map(courierPay)).toEqual([60n, 72n, 300n])
  })

  it('take ten holds and a deposit for a day', () => {
    expect(decideCourier(pilot, NOW)).toEqual({
      ok: true,
      value: { dueAt: inHours(24), purse: 0n, sealedHolds: 10 },
    })
  })

  it.each<[string, Partial<typeof pilot>]>([
    ['too-many-today', { takenToday: 10 }],
    ['purse-too-small', { purse: 59n }],
    ['hold-full', { hold: { cargo: { ore: 31 }, sealedHolds: 0 } }],
    ['hold-full', { hold: { cargo: { ore: 21 }, sealedHolds: 10 } }],
  ])('are refused: %s (%#)', (reason, over) => {
    expect(decideCourier({ ...pilot, ...over }, NOW)).toMatchObject({ ok: false, reason })
  })

  it('pay and return the deposit in time, and lose it late', () => {
    const contract = { pay: 300n, dueAt: inHours(24) }
    expect(settleCourier(contract, inHours(24))).toEqual({ pay: 300n, returned: 60n, forfeited: 0n })
    expect(settleCourier(contract, inHours(24.01))).toEqual({ pay: 0n, returned: 0n, forfeited: 60n })
  })

  it('go to three other ports, the same for everybody on a day', () => {
    const others = [40, 20, 30, 50, 60]
    const today = courierDestinations(10, others, 48_000)
    expect(new Set(today).size).toBe(3)
    expect(today.every((port) => others.includes(port))).toBe(true)
    expect(courierDestinations(10, [...others].reverse(), 48_000)).toEqual(today)
    const week = Array.from({ length: 7 }, (_, day) => courierDestinations(10, others, 48_000 + day).join())
    expect(new Set(week).size).toBeGreaterThan(1)
    expect(courierDestinations(10, [20], 1)).toEqual([20])
  })
})

describe('treasury jobs', () => {
  const market: JobMarket = { buys: true, isSoldInSector: false, basePrice: 36, levelBp: 10_000 }
  const job = { commodity: 'technology' as const, units: 100, premiumPerUnit: 9n, days: 7 }
  const region: Parameters<typeof decideJob>[2] = { openJobs: 0, budget: null, treasury: 900n }

  it('set the whole premium aside', () => {
    expect(decideJob(job, market, region)).toEqual({ ok: true, value: { escrow: 900n } })
    expect(mostPremium({ basePrice: 36, levelBp: 11_500 })).toBe(10n)
  })

  it.each<[string, Partial<typeof job>, Partial<JobMarket>, Partial<typeof region>]>([
    ['invalid-units', { units: 0 }, {}, {}],
    ['invalid-units', { units: 10_001 }, {}, {}],
    ['invalid-units', { units: 1.5 }, {}, {}],
    ['invalid-days', { days: 31 }, {}, {}],
    ['not-bought-there', {}, { buys: false }, {}],
    ['sold-in-sector', {}, { isSoldInSector: true }, {}],
    ['invalid-premium', { premiumPerUnit: 0n }, {}, {}],
    ['premium-too-high', { premiumPerUnit: 10n }, {}, {}],
    ['too-many-open', {}, {}, { openJobs: 10 }],
    ['over-budget', {}, {}, { budget: 899n }],
    ['treasury-too-small', {}, {}, { budget: 900n, treasury: 899n }],
  ])('are refused: %s (%#)', (reason, over, of, who) => {
    expect(decideJob({ ...job, ...over }, { ...market, ...of }, { ...region, ...who })).toMatchObject({
      ok: false,
      reason,
    })
  })

  const open: OpenJob = { units: 100, premiumPerUnit: 9n, delivered: 70, dueAt: inHours(1) }
  const anybody = { isOwner: false, holdsOffice: false, askedForIt: false }

  it('pay for each unit until they are full', () => {
    expect(deliverToJob(open, 20, anybody, NOW)).toMatchObject({ value: { delivered: 90, premium: 180n } })
    expect(deliverToJob(open, 80, anybody, inHours(1))).toMatchObject({
      value: { delivered: 100, premium: 270n },
    })
    expect(deliverToJob({ ...open, delivered: 100 }, 1, anybody, NOW)).toMatchObject({ reason: 'job-full' })
    expect(deliverToJob(open, 20, anybody, inHours(2))).toMatchObject({ reason: 'too-late' })
  })

  it('are not for who governs the region or asked for them', () => {
    expect(deliverToJob(open, 1, { ...anybody, isOwner: true }, NOW)).toMatchObject({ reason: 'own-job' })
    expect(deliverToJob(open, 1, { ...anybody, holdsOffice: true }, NOW)).toMatchObject({ reason: 'own-job' })
    expect(deliverToJob(open, 1, { ...anybody, askedForIt: true }, NOW)).toMatchObject({ reason: 'own-job' })
  })

  it('may set aside a quarter of a week’s income on a day without a vote, at least 2,000 credits', () => {
    expect([0n, 8_000n, 8_004n, 400_000n].map(jobBudget)).toEqual([2_000n, 2_000n, 2_001n, 100_000n])
    expect(firstBudgetDay(20_000)).toBe(19_993)
  })

  it('pay and return exactly what was set aside', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }), (sales) => {
        let held = { ...open, delivered: 0 }
        let paid = 0n
        for (const sold of sales) {
          const verdict = deliverToJob(held, sold, anybody, NOW)
          if (!verdict.ok) continue
          paid += verdict.value.premium
          held = { ...held, delivered: verdict.value.delivered }
        }
        expect(paid + jobRemainder(held)).toBe(900n)
      }),
    )
  })
})
