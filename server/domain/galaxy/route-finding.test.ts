import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateNexus } from '../nexus/generate-nexus.ts'
import { WARP_KINDS, type WarpKind } from './galaxy-plan.ts'
import { createWarpGraph, findRoute, reversed, turnsFrom, turnsTo, type MayEnter } from './route-finding.ts'
import { WARP_TURNS } from './turns.ts'

type Warp = { fromSector: number; toSector: number; kind: WarpKind }
const SECTORS = 9
const anyWarp = fc.record({
  fromSector: fc.integer({ min: 1, max: SECTORS }),
  toSector: fc.integer({ min: 1, max: SECTORS }),
  kind: fc.constantFrom(...WARP_KINDS),
})
const anyWarps = fc.uniqueArray(anyWarp, {
  maxLength: 40,
  selector: ({ fromSector, toSector }) => `${fromSector}>${toSector}`,
})
const chart = (...routes: [number, number, WarpKind?][]) =>
  createWarpGraph(routes.map(([fromSector, toSector, kind = 'local']) => ({ fromSector, toSector, kind })))

/** Fewest turns by relaxing every warp as often as there are sectors (Bellman and Ford). */
function bruteForce(warps: readonly Warp[], start: number, mayEnter: MayEnter): Map<number, number> {
  const turns = new Map([[start, 0]])
  for (let round = 0; round < SECTORS; round++)
    for (const { fromSector, toSector, kind } of warps) {
      const here = turns.get(fromSector)
      if (here === undefined || (toSector !== start && !mayEnter(toSector))) continue
      turns.set(toSector, Math.min(turns.get(toSector) ?? Infinity, here + WARP_TURNS[kind]))
    }
  return turns
}

describe('routes', () => {
  it('take the fewest turns and only existing warps through allowed sectors', () => {
    const closed = fc.uniqueArray(fc.integer({ min: 2, max: SECTORS }), { maxLength: 4 })
    fc.assert(
      fc.property(anyWarps, closed, (warps, shut) => {
        const graph = createWarpGraph(warps)
        const mayEnter = (sector: number) => !shut.includes(sector)
        const expected = bruteForce(warps, 1, mayEnter)
        const reached = turnsFrom(graph, 1, mayEnter)
        expect(new Map([...reached].sort(([a], [b]) => a - b))).toEqual(
          new Map([...expected].sort(([a], [b]) => a - b)),
        )
        expect([...reached.values()]).toEqual([...reached.values()].sort((a, b) => a - b))
        for (let target = 1; target <= SECTORS; target++) {
          const route = findRoute(graph, 1, target, mayEnter)
          expect(route?.turns).toBe(expected.get(target))
          if (!route) continue
          let here = 1
          for (const { sectorId, kind, turns } of route.legs) {
            const from = here
            expect(warps).toContainEqual({ fromSector: from, toSector: sectorId, kind })
            expect(turns).toBe(WARP_TURNS[kind])
            expect(mayEnter(sectorId)).toBe(true)
            here = sectorId
          }
          expect(here).toBe(target)
          expect(route.legs.reduce((sum, { turns }) => sum + turns, 0)).toBe(route.turns)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('to a sector take as many turns by the reversed graph as from each other one', () => {
    const closed = fc.uniqueArray(fc.integer({ min: 1, max: SECTORS }), { maxLength: 4 })
    fc.assert(
      fc.property(anyWarps, closed, (warps, shut) => {
        const graph = createWarpGraph(warps)
        const mayEnter = (sector: number) => !shut.includes(sector)
        for (let end = 1; end <= SECTORS; end++) {
          const leading = turnsTo(reversed(graph), end, mayEnter)
          for (let start = 1; start <= SECTORS; start++)
            expect(leading.get(start)).toBe(turnsFrom(graph, start, mayEnter).get(end))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('prefer fewer turns to fewer warps', () => {
    const graph = chart([1, 4, 'gate'], [1, 2], [2, 4])
    expect(findRoute(graph, 1, 4)).toEqual({
      turns: 2,
      legs: [
        { sectorId: 2, kind: 'local', turns: 1 },
        { sectorId: 4, kind: 'local', turns: 1 },
      ],
    })
  })

  it('respect one-way warps', () => {
    const oneWay = chart([1, 2], [2, 3], [3, 1, 'highway'])
    expect(findRoute(oneWay, 1, 2)?.turns).toBe(1)
    expect(findRoute(oneWay, 2, 1)?.turns).toBe(3)
  })

  it('do not ask whether one may be where one is', () => {
    expect(findRoute(chart([1, 2]), 1, 2, (sector) => sector === 2)?.turns).toBe(1)
    expect(findRoute(chart([1, 2]), 1, 2, () => false)).toBeNull()
  })

  it('are empty at the destination and null if unreachable', () => {
    expect(findRoute(chart(), 7, 7)).toEqual({ turns: 0, legs: [] })
    expect(findRoute(chart([1, 2]), 2, 1)).toBeNull()
    expect(findRoute(chart([1, 2]), 1, 99)).toBeNull()
    expect(findRoute(chart([1, 2]), 99, 1)).toBeNull()
  })

  it('reach every sector of the Nexus in at most a few dozen turns', () => {
    const nexus = generateNexus({ seed: 'sim' })
    const reached = turnsFrom(createWarpGraph(nexus.warps), 1)
    expect(reached.size).toBe(5000)
    expect(Math.max(...reached.values())).toBeLessThan(80)
  })
})
