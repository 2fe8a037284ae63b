import { describe, expect, it } from 'vitest'
import { ordinaryDay } from '#server/domain/economy/economy-day.ts'
import { outputFactors } from '#server/domain/economy/output.ts'
import { endowment } from '#server/domain/economy/price-level.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { createRandom } from '#server/domain/random.ts'
import { isoDay } from '#server/domain/utc-day.ts'
import { fullTurns } from '#server/domain/galaxy/turns.ts'
import { offerOf } from '#server/domain/trade/offer.ts'
import { flippedDays, gainOfLoop, gainOverNights } from './closed-loops.ts'
import { allProfit, madeBySources, perThousandTurns, takenBySinks, type Figures } from './figures.ts'
import { accountsOf, describeHabits, tableRow } from './report.ts'
import { alone, crowd, equalBonuses, HAULERS, tradeBetween, tradeThroughGate } from './scenarios.ts'
import { simulate } from './simulate.ts'
import { FIRST_DAY, nexusWorld, regionWorld } from './world.ts'

/** `npm run prove:balance` runs all of it; the suite a slice. */
const WHOLE = process.env.BALANCE === 'whole'
const DAYS = { alone: WHOLE ? 30 : 4, crowd: WHOLE ? 30 : 2, gate: WHOLE ? 6 : 2 }
const RATES = { taxRateBp: 1_000, tariffBp: 0 }

const world = regionWorld('sim-a')
const rows: Record<string, string | number>[] = []
const note = (name: string, figures: Figures) => {
  rows.push(tableRow(name, figures))
  return figures
}
const single = alone(world, DAYS.alone)
const incomeAlone = perThousandTurns(single.casual.kinds.casual)
note('region, a casual alone', single.casual)
note('region, a bot alone', single.bot)

/** Who plays casually earns at least a third of a bot with an equal ship, and the credits of the run add up. */
function expectFair(figures: Figures) {
  const [casual, bot] = [figures.kinds.casual, figures.kinds.bot].map(perThousandTurns)
  expect(casual).toBeGreaterThan(0)
  expect((bot ?? 0) / (casual ?? 1)).toBeLessThanOrEqual(3)
  const { purse = 0, treasury = 0 } = figures.accounts
  expect(madeBySources(figures)).toBe(takenBySinks(figures) + purse + treasury)
}

describe('income', () => {
  it('of a casual alone is at least a third of a bot’s', () => {
    expect(perThousandTurns(single.bot.kinds.bot) / incomeAlone).toBeLessThanOrEqual(3)
  })

  it.each([10, WHOLE ? 100 : 40])('is fair among %d traders of a region', (traders) => {
    const figures = simulate({
      world,
      seed: 'crowd',
      days: DAYS.crowd,
      population: crowd(traders),
      start: HAULERS,
    })
    expectFair(note(`region, ${traders}`, figures))
  })

  it.runIf(WHOLE)('of a bot grows by no more than a tenth under a law that its owner flips every day', () => {
    const random = createRandom('owner')
    const laws = Array.from({ length: DAYS.alone }, () => random.pick([30, 100, 300]))
    const flipped = simulate({
      world,
      seed: 'alone',
      days: DAYS.alone,
      population: { bot: 1 },
      start: HAULERS,
      outputOn: (day) => outputFactors({ ...equalBonuses(), technology: laws[day - FIRST_DAY] ?? 100 }, null),
    })
    note('region, a bot alone, law flipped daily', flipped)
    const steady = perThousandTurns(single.bot.kinds.bot)
    expect(perThousandTurns(flipped.kinds.bot)).toBeLessThanOrEqual(1.1 * steady)
  })

  it.runIf(WHOLE)('with 1,000 traders in 500 sectors is fair, and at least a fifth of that alone', () => {
    const figures = simulate({
      world,
      seed: 'crowd',
      days: 6,
      // The tempo of a day follows the dockings of those before: it is that of the crowd from the third day on.
      warmUpDays: 2,
      population: crowd(1_000),
      start: HAULERS,
    })
    expectFair(note('region, 1,000', figures))
    expect(perThousandTurns(figures.kinds.casual)).toBeGreaterThanOrEqual(incomeAlone / 5)
    console.log('credits by account, 1,000 traders, 6 days', accountsOf(figures))
  })

  it.runIf(WHOLE)('is fair among 100 traders of the Nexus', () => {
    const figures = simulate({
      world: nexusWorld('sim'),
      seed: 'nexus',
      days: 3,
      population: crowd(100),
      start: HAULERS,
    })
    expectFair(note('Nexus, 100', figures))
  })

  it.runIf(WHOLE)('a day stays within one to ten when everybody buys larger hulls for 30 days', () => {
    const figures = simulate({
      world,
      seed: 'career',
      days: 30,
      warmUpDays: 20,
      population: crowd(100),
      buysHulls: true,
    })
    note('region, 100, larger hulls', figures)
    const aDay = (kind: 'casual' | 'bot') => figures.kinds[kind].profit / figures.kinds[kind].traders
    expect(aDay('bot') / aDay('casual')).toBeLessThanOrEqual(10)
    console.log('credits by account, 100 traders with larger hulls, 30 days', accountsOf(figures))
  })
})

describe('a law', () => {
  it('that makes all bonuses 3.0 equals none', () => {
    const run = (bonus: number) =>
      simulate({
        world,
        seed: 'equal',
        days: 2,
        population: crowd(10),
        start: HAULERS,
        outputOn: () => outputFactors(equalBonuses(bonus), null),
      })
    expect(run(300)).toEqual(run(100))
  })

  it('of technology 3.0 multiplies its exports and does not raise total profit', () => {
    const before = note('region and Nexus, technology 1.0', tradeThroughGate('sim-a', 100, DAYS.gate))
    const after = note('region and Nexus, technology 3.0', tradeThroughGate('sim-a', 300, DAYS.gate))
    console.log('technology exported a day', before.exported.technology / before.days, {
      after: after.exported.technology / after.days,
    })
    expect(after.exported.technology).toBeGreaterThan(3 * before.exported.technology)
    // One good more or less in demand shifts who flies where: two runs differ by a hundredth or two.
    expect(allProfit(after)).toBeLessThanOrEqual(1.03 * allProfit(before))
  })

  it('flipped 1,000 times never pays an owner who carries nothing', () => {
    const random = createRandom('flips')
    const days = flippedDays('sim-a', 1_001, random)
    for (let flip = 0; flip < 1_000; flip++) {
      const { row } = random.pick(world.markets)
      const market = { ...row, stock: Math.max(row.stock, 120) }
      const day = FIRST_DAY + flip
      expect(gainOverNights(market, days, day, { units: 120, nights: 1, rates: RATES })).toBeLessThan(0)
      // However long it is held: no port takes back what it makes, nor sells what it uses.
      const side = market.role === 'sells' ? 'sell' : 'buy'
      const ship = { hull: 'hauler' as const, modules: [], damageBp: 0 }
      const order = { side, commodity: market.commodity, quantity: 120 } as const
      const trader = { ship, stay: { docked: true, hasDocked: true }, turns: fullTurns(new Date(0)) }
      expect(offerOf(market, trader, order, { rates: RATES, days }, market.stockAt)).toMatchObject({
        reason: 'no-such-role',
      })
    }
  })
})

describe('orders', () => {
  it('that leave a stock as it was never gain', () => {
    const random = createRandom('loops')
    const today = ordinaryDay(isoDay(FIRST_DAY))
    const gains = Array.from({ length: 2_000 }, () => {
      const rates = { taxRateBp: random.int(0, 2_500), tariffBp: random.int(0, 1_000) }
      return gainOfLoop(random.pick(world.markets).row, today, rates, random)
    })
    expect(Math.max(...gains)).toBeLessThanOrEqual(0)
  })
})

describe('two regions with opposite endowments', () => {
  const seeds = ['sim-a', 'twin-1109'] as const

  it('trade with each other in large hulls, and nobody has to', () => {
    const [one, other] = seeds.map(endowment)
    expect(COMMODITIES.filter((good) => (one?.[good] ?? 0) + (other?.[good] ?? 0) === 20_000)).toHaveLength(6)
    const near = note('two regions, Haulers', tradeBetween(seeds, 'hauler', DAYS.gate))
    const far = note('two regions, Bulk carriers', tradeBetween(seeds, 'bulk_carrier', DAYS.gate))
    const crossings = (figures: Figures) => figures.accounts['sink:travel_fare'] ?? 0
    expect(crossings(far)).toBeGreaterThan(crossings(near))
    expectFair(near)
  })
})

describe('the table', () => {
  it('is printed', () => {
    console.log(describeHabits())
    console.table(rows)
    expect(rows.length).toBeGreaterThan(6)
  })
})
