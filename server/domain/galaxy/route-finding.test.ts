import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWarpMap, findRoute, hopsFrom } from './route-finding.ts'

const warp = fc.record({
  fromSector: fc.integer({ min: 1, max: 10 }),
  toSector: fc.integer({ min: 1, max: 10 }),
})
const chart = (...routes: [number, number][]) =>
  createWarpMap(routes.map(([fromSector, toSector]) => ({ fromSector, toSector })))

describe('routes', () => {
  it('use the fewest warps and only existing ones', () => {
    fc.assert(
      fc.property(fc.array(warp, { maxLength: 40 }), (warps) => {
        const map = createWarpMap(warps)
        const hops = hopsFrom(map, 1)
        for (let target = 1; target <= 10; target++) {
          const route = findRoute(map, 1, target)
          expect(route === null ? undefined : route.length - 1).toBe(hops.get(target))
          route?.slice(1).forEach((sector, index) => {
            expect(map.get(route[index] ?? 0)).toContain(sector)
          })
        }
      }),
    )
  })

  it('respect one-way warps', () => {
    const oneWay = chart([1, 2], [2, 3], [3, 1])
    expect(findRoute(oneWay, 1, 2)).toEqual([1, 2])
    expect(findRoute(oneWay, 2, 1)).toEqual([2, 3, 1])
  })

  it('prefer the short way', () => {
    expect(findRoute(chart([1, 2], [2, 3], [3, 4], [1, 4]), 1, 4)).toEqual([1, 4])
  })

  it('are empty at the destination and null if unreachable', () => {
    expect(findRoute(chart(), 7, 7)).toEqual([7])
    expect(findRoute(chart([1, 2]), 2, 1)).toBeNull()
  })
})
