import { describe, expect, it } from 'vitest'
import { routeLegs, routeTurns } from './route-cost.ts'

const warps = [
  { fromSector: 1, toSector: 2, kind: 'local' },
  { fromSector: 2, toSector: 3, kind: 'highway' },
  { fromSector: 9, toSector: 3, kind: 'local' },
  { fromSector: 3, toSector: 4, kind: 'gate' },
] as const

describe('what a route costs', () => {
  it('is the sum of its warps by kind', () => {
    const legs = routeLegs(warps, [1, 2, 3, 4])
    expect(legs).toEqual([
      { sectorId: 2, kind: 'local', turns: 1 },
      { sectorId: 3, kind: 'highway', turns: 2 },
      { sectorId: 4, kind: 'gate', turns: 3 },
    ])
    expect(routeTurns(legs)).toBe(6)
  })

  it('is zero at the destination', () => {
    expect(routeTurns(routeLegs(warps, [1]))).toBe(0)
  })

  it('throws for a route without warps', () => {
    expect(() => routeLegs(warps, [1, 3])).toThrow(RangeError)
  })
})
