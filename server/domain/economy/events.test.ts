import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDay } from '../utc-day.ts'
import { COMMODITIES } from './commodities.ts'
import { decideFestival, isFestive } from './festival.ts'
import { drawShocks, SHOCK_DAYS, shocksOn } from './shocks.ts'
import { decideWorks, runWorks, worksCost } from './works.ts'

const DAY = 48_000

describe('works', () => {
  it('cost 20,000 by the square of the level', () => {
    expect([1, 2, 3, 4, 5].map(worksCost)).toEqual([20_000n, 80_000n, 180_000n, 320_000n, 500_000n])
  })

  it.each([
    [0, 20_000n, { ok: true, value: { level: 1, cost: 20_000n } }],
    [4, 500_000n, { ok: true, value: { level: 5, cost: 500_000n } }],
  ])('at level %d with %d credits are raised', (level, treasury, expected) => {
    expect(decideWorks(level, treasury)).toEqual(expected)
  })

  it('are refused when complete or too dear', () => {
    expect(decideWorks(5, 9_999_999n)).toMatchObject({ reason: 'works-complete' })
    expect(decideWorks(1, 79_999n)).toMatchObject({ reason: 'treasury-too-small' })
  })

  it('run as far as the treasury goes, each whole or not at all', () => {
    const works = [
      { portId: 30, level: 1 },
      { portId: 10, level: 2 },
      { portId: 20, level: 5 },
      { portId: 40, level: 0 },
    ]
    expect(runWorks(works, 10_000n)).toEqual({ running: { 10: 2, 20: 5, 30: 1 }, upkeep: 4_000n })
    expect(runWorks(works, 3_000n)).toEqual({ running: { 10: 2, 30: 1 }, upkeep: 1_500n })
    expect(runWorks(works, 499n)).toEqual({ running: {}, upkeep: 0n })
  })
})

describe('a festival', () => {
  const region = {
    traditions: [
      { name: 'Landing Day', date: isoDay(DAY).slice(5) },
      { name: 'Jubilee', date: isoDay(DAY + 40) },
    ],
    lastDay: null,
    treasury: 10_000n,
  }

  it('begins on the date of a tradition, each year or once', () => {
    expect(decideFestival(DAY, region)).toEqual({ ok: true, value: { name: 'Landing Day', cost: 10_000n } })
    expect(decideFestival(DAY + 40, region)).toMatchObject({ value: { name: 'Jubilee' } })
  })

  it.each([
    ['no-tradition', DAY + 1, {}],
    ['too-soon', DAY, { lastDay: DAY - 27 }],
    ['treasury-too-small', DAY, { treasury: 9_999n }],
  ])('is refused: %s', (reason, day, over) => {
    expect(decideFestival(day, { ...region, ...over })).toMatchObject({ ok: false, reason })
  })

  it('is allowed 28 days after the last', () => {
    expect(decideFestival(DAY, { ...region, lastDay: DAY - 28 })).toMatchObject({ ok: true })
  })

  it('lasts three days', () => {
    expect([-1, 0, 1, 2, 3].map((after) => isFestive(DAY, DAY + after))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect(isFestive(null, DAY)).toBe(false)
  })
})

describe('shocks', () => {
  const markets = Array.from({ length: 400 }, (_, index) => ({
    portId: 10 * (1 + Math.floor(index / 8)),
    commodity: COMMODITIES[index % 8] ?? 'ore',
  }))

  it('hit a market for every 40 ports, the same for everybody who asks', () => {
    const drawn = drawShocks('hash of the day', markets, 133)
    expect(drawn).toHaveLength(3)
    expect(drawShocks('hash of the day', [...markets].reverse(), 133)).toEqual(drawn)
    expect(drawShocks('another hash', markets, 133)).not.toEqual(drawn)
    expect(drawShocks('hash of the day', markets, 39)).toEqual([])
  })

  it('move a rest by a quarter either way, no market twice', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const drawn = drawShocks(hash, markets, 1645)
        expect(new Set(drawn.map(({ portId, commodity }) => `${portId}${commodity}`)).size).toBe(41)
        expect(drawn.every(({ restBp }) => Math.abs(restBp) === 2_500)).toBe(true)
      }),
    )
    const many = drawShocks('x', markets, 4_000).map(({ restBp }) => restBp)
    expect(new Set(many)).toEqual(new Set([-2_500, 2_500]))
  })

  it('last three days', () => {
    const one = { portId: 10, commodity: 'ore' as const, restBp: 2_500 }
    const drawn = [{ day: DAY, shocks: [one] }]
    expect(SHOCK_DAYS).toBe(3)
    expect([-1, 0, 2, 3].map((after) => shocksOn(drawn, DAY + after).length)).toEqual([0, 1, 1, 0])
  })
})
