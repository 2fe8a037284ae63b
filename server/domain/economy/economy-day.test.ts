import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { isoDay } from '../utc-day.ts'
import { COMMODITIES } from './commodities.ts'
import { economyOn, openEconomyDay, ordinaryDay } from './economy-day.ts'
import { capacityOn, pricedMarket } from './market-on-day.ts'
import { evenOutput, outputFactors } from './output.ts'
import { endowment, evenLevels, glideLevels, targetLevels } from './price-level.ts'
import { quote, type Quote } from './quote.ts'
import { neutralBonuses } from './specializations.ts'

const DAY = 48_000
const quiet = { tempoBp: 10_000, works: {}, festival: false, shocks: [] }

describe('the row that counts on a day', () => {
  const row = (day: number) => ordinaryDay(isoDay(day))
  const rows = [row(DAY + 5), row(DAY), row(DAY + 2)]

  it.each([
    [-1, 0],
    [0, 0],
    [1, 0],
    [2, 2],
    [4, 2],
    [5, 5],
    [99, 5],
  ])('%d days on is that of day %d', (asked, expected) => {
    expect(economyOn(rows, DAY + asked).day).toBe(isoDay(DAY + expected))
  })

  it('is an ordinary one where nothing is known', () => {
    expect(economyOn([], DAY)).toEqual(ordinaryDay(isoDay(DAY)))
  })
})

describe('price levels', () => {
  it('of a region are its endowment, drawn from its seed', () => {
    const drawn = endowment('sim-a')
    expect(COMMODITIES.map((good) => drawn[good]).sort((a, b) => a - b)).toEqual([
      8500, 9000, 9500, 10_000, 10_000, 10_500, 11_000, 11_500,
    ])
    expect(COMMODITIES.map((good) => drawn[good])).toEqual(
      createRandom('sim-a')
        .fork('endowment')
        .shuffle([8500, 9000, 9500, 10_000, 10_000, 10_500, 11_000, 11_500]),
    )
    expect(new Set(['a', 'b', 'c'].map((seed) => JSON.stringify(endowment(seed)))).size).toBe(3)
  })

  it('are the same for equal bonuses of any size', () => {
    const high = outputFactors({ ...neutralBonuses() }, null)
    expect(targetLevels(endowment('x'), high)).toEqual(endowment('x'))
  })

  it('stay between 5,950 and 13,225', () => {
    const bonuses = fc.record(
      Object.fromEntries(COMMODITIES.map((good) => [good, fc.integer({ min: 100, max: 300 })])),
    )
    fc.assert(
      fc.property(fc.string(), bonuses, (seed, given) => {
        const levels = targetLevels(endowment(seed), outputFactors({ ...neutralBonuses(), ...given }, null))
        for (const good of COMMODITIES) {
          expect(levels[good]).toBeGreaterThanOrEqual(5950)
          expect(levels[good]).toBeLessThanOrEqual(13_225)
        }
      }),
    )
  })

  it('glide by 300 a day at most and stop at their target', () => {
    const from = { ...evenLevels(), ore: 10_400, food: 10_100 }
    const to = { ...evenLevels(), ore: 7000, food: 10_000 }
    expect(glideLevels(from, to, 1)).toMatchObject({ ore: 10_100, food: 10_000, fuel: 10_000 })
    expect(glideLevels(to, from, 1)).toMatchObject({ ore: 7300, food: 10_100 })
    expect(glideLevels(from, to, 11)).toMatchObject({ ore: 7100 })
    expect(glideLevels(from, to, 12)).toEqual(to)
    expect(glideLevels(from, to, 0)).toEqual(from)
  })

  it('do not depend on which days were opened', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 20 })), (opened) => {
        const law = { endowment: endowment('x'), outputFactors: { ...evenOutput(), ore: 30_000 } }
        const start = { day: DAY, priceLevels: endowment('x') }
        let last = start
        for (const days of [...opened.filter((day) => day < 20).sort((a, b) => a - b), 20])
          last = {
            day: DAY + days,
            priceLevels: openEconomyDay(last, DAY + days, law, quiet).priceLevels,
          }
        expect(last.priceLevels).toEqual(openEconomyDay(start, DAY + 20, law, quiet).priceLevels)
      }),
    )
  })

  it('of a new galaxy begin at their targets, with the events of the day', () => {
    const law = { endowment: evenLevels(), outputFactors: { ...evenOutput(), ore: 30_000 } }
    const events = { ...quiet, festival: true, works: { 10: 2 } }
    expect(openEconomyDay(null, DAY, law, events)).toEqual({
      day: isoDay(DAY),
      outputFactors: law.outputFactors,
      priceLevels: { ...evenLevels(), ore: 7000 },
      ...events,
    })
  })

  it('make no money pump of a decree: a flip loses at the pace of the glide (ECONOMY.md §1.6)', () => {
    const of = { portId: 10, commodity: 'technology' as const, basePrice: 36, capacity: 2000, stock: 1500 }
    const at = (levelBp: number) => ({
      ...ordinaryDay(isoDay(DAY)),
      priceLevels: { ...evenLevels(), technology: levelBp },
    })
    const net = (side: Quote['side'], levelBp: number, stock: number) => {
      const market = pricedMarket({ ...of, stock }, at(levelBp))
      const verdict = quote({ side, market, quantity: 120, taxRateBp: 500, tariffBp: 0 })
      return verdict.ok ? Number(verdict.value.net) : Number.NaN
    }
    expect(net('sell', 10_400, 1380)).toBeGreaterThan(net('buy', 7000, 1500))
    expect(net('sell', 10_300, 1380)).toBeLessThan(net('buy', 10_000, 1500))
  })
})

it('works add a tenth of a port’s size a level', () => {
  const day = { ...ordinaryDay(isoDay(DAY)), works: { 10: 3 } }
  expect(capacityOn({ portId: 10, capacity: 2245 }, day)).toBe(2918)
  expect(capacityOn({ portId: 20, capacity: 2245 }, day)).toBe(2245)
})
