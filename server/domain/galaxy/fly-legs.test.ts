import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flyLegs } from './fly-legs.ts'
import { type WarpKind } from './galaxy-plan.ts'
import { type RouteLeg } from './route-finding.ts'
import { availableTurns, MILLITURNS_PER_TURN, WARP_TURNS } from './turns.ts'

const now = new Date('2026-11-01T00:00:00Z')
const legsOf = (kinds: readonly WarpKind[]): RouteLeg[] =>
  kinds.map((kind, index) => ({ sectorId: index + 2, kind, turns: WARP_TURNS[kind] }))
const withTurns = (turns: number) => ({ milliturns: turns * MILLITURNS_PER_TURN, storedAt: now })

describe('a flight along a route', () => {
  it.each([
    [10, 3, 'arrived', 6],
    [6, 3, 'arrived', 6],
    [5, 2, 'out-of-turns', 3],
    [2, 1, 'out-of-turns', 1],
    [0, 0, 'out-of-turns', 0],
  ])('with %i turns goes %i legs of local, highway, gate and ends %s', (turns, legs, end, spent) => {
    const flight = flyLegs(legsOf(['local', 'highway', 'gate']), withTurns(turns), now)
    expect(flight).toMatchObject({ end, turnsSpent: spent })
    expect(flight.flown).toHaveLength(legs)
    expect(availableTurns(flight.account, now)).toBe(turns - spent)
  })

  it('without legs has arrived and spends nothing', () => {
    expect(flyLegs([], withTurns(3), now)).toMatchObject({ end: 'arrived', turnsSpent: 0, flown: [] })
  })

  it('never spends more than there is, and never skips a leg', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<WarpKind>('local', 'highway', 'gate'), { maxLength: 40 }),
        fc.integer({ min: 0, max: 60 }),
        (kinds, turns) => {
          const legs = legsOf(kinds)
          const { flown, turnsSpent } = flyLegs(legs, withTurns(turns), now)
          expect(turnsSpent).toBeLessThanOrEqual(turns)
          expect(flown).toEqual(legs.slice(0, flown.length))
        },
      ),
    )
  })
})
