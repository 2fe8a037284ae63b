import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  availableTurns,
  fullTurns,
  MAX_MILLITURNS,
  settleTurns,
  spendTurns,
  type TurnAccount,
  turnsReadyAt,
  WARP_TURNS,
} from './turns.ts'

const DAY_MS = 86_400_000
const start = new Date('2102-01-01T00:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)
const empty: TurnAccount = { milliturns: 0, storedAt: start }
const account = fc.record({ milliturns: fc.nat({ max: MAX_MILLITURNS }), storedAt: fc.constant(start) })
const wait = fc.nat({ max: 2 * DAY_MS })

describe('turns', () => {
  it.each([
    [0, 0],
    [86_399, 0],
    [86_400, 1],
    [3_600_000, 41],
    [DAY_MS / 2, 500],
    [DAY_MS - 1, 999],
    [DAY_MS, 1000],
    [10 * DAY_MS, 1000],
  ])('after %i ms an empty account holds %i', (ms, turns) => {
    expect(availableTurns(empty, later(ms))).toBe(turns)
  })

  it('stay whole thousandths from 0 to the cap', () => {
    fc.assert(
      fc.property(account, wait, (stored, ms) => {
        const { milliturns } = settleTurns(stored, later(ms))
        expect(Number.isSafeInteger(milliturns)).toBe(true)
        expect(milliturns).toBeGreaterThanOrEqual(stored.milliturns)
        expect(milliturns).toBeLessThanOrEqual(MAX_MILLITURNS)
      }),
    )
  })

  it('do not change by being read often', () => {
    fc.assert(
      fc.property(account, fc.array(wait, { maxLength: 20 }), wait, (stored, looks, ms) => {
        const end = Math.max(ms, ...looks)
        const looked = [...looks]
          .sort((a, b) => a - b)
          .reduce((now, at) => settleTurns(now, later(at)), stored)
        expect(settleTurns(looked, later(end)).milliturns).toBe(settleTurns(stored, later(end)).milliturns)
      }),
    )
  })

  it('do not change if the clock goes backwards', () => {
    const some = { milliturns: 5000, storedAt: start }
    expect(settleTurns(some, later(-DAY_MS))).toEqual(some)
  })

  it('never allow spending more than was gained', () => {
    const step = fc.record({ afterMs: fc.nat({ max: DAY_MS / 4 }), turns: fc.nat({ max: 400 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now = 0
        let spent = 0
        let held = fullTurns(start)
        for (const { afterMs, turns } of steps) {
          now += afterMs
          const verdict = spendTurns(held, turns, later(now))
          expect(verdict.ok).toBe(availableTurns(held, later(now)) >= turns)
          if (!verdict.ok) continue
          held = verdict.value
          spent += turns
        }
        expect(spent).toBeLessThanOrEqual(1000 + (now * 1000) / DAY_MS)
      }),
    )
  })

  it('refill a full account from the moment of spending', () => {
    for (const stored of [fullTurns(start), { milliturns: MAX_MILLITURNS - 1, storedAt: start }]) {
      const verdict = spendTurns(stored, 1000, later(100_000_000))
      expect(verdict.ok && availableTurns(verdict.value, later(100_086_399))).toBe(0)
      expect(verdict.ok && availableTurns(verdict.value, later(100_086_400))).toBe(1)
    }
  })

  it('refill from the moment of spending even if the account was full only an instant', () => {
    const verdict = spendTurns(fullTurns(start), 1, later(400))
    expect(verdict).toEqual({ ok: true, value: { milliturns: 999_000, storedAt: later(400) } })
  })

  it('refuse to overspend and name both numbers', () => {
    expect(spendTurns({ milliturns: 1999, storedAt: start }, 2, start)).toEqual({
      ok: false,
      reason: 'not-enough-turns',
      message: 'This takes 2 turns and you have 1.',
    })
  })

  it.each([-1, 0.5, Number.NaN])('throw on spending %s turns', (turns) => {
    expect(() => spendTurns(fullTurns(start), turns, start)).toThrow(RangeError)
  })

  it('are ready exactly at turnsReadyAt', () => {
    fc.assert(
      fc.property(account, wait, fc.integer({ min: 1, max: 1000 }), (stored, ms, turns) => {
        const now = later(ms)
        const ready = turnsReadyAt(stored, turns, now)
        expect(availableTurns(stored, ready)).toBeGreaterThanOrEqual(turns)
        if (ready > now) expect(availableTurns(stored, new Date(ready.getTime() - 1))).toBeLessThan(turns)
      }),
    )
  })

  it('cap turnsReadyAt at a full account', () => {
    expect(turnsReadyAt(empty, 5000, start)).toEqual(later(DAY_MS))
  })

  it('cost one for a local warp, two for a highway, three for a gate', () => {
    expect(WARP_TURNS).toEqual({ local: 1, highway: 2, gate: 3 })
  })
})
