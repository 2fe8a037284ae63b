import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOutGalaxy } from './galaxy-layout.ts'

const gate = fc.option(
  fc.record({ x: fc.integer({ min: -110, max: 110 }), y: fc.integer({ min: -110, max: 110 }) }),
)

describe('the picture of the galaxy', () => {
  it('covers no region with another, wherever their gates lie', () => {
    fc.assert(
      fc.property(fc.array(gate, { maxLength: 120 }), (gates) => {
        const { spots, extent, room } = layOutGalaxy(gates)
        expect(spots).toHaveLength(gates.length)
        for (const [index, { at }] of spots.entries()) {
          expect(Math.max(Math.abs(at.x), Math.abs(at.y))).toBeLessThan(extent)
          for (const other of spots.slice(index + 1))
            expect(Math.hypot(at.x - other.at.x, at.y - other.at.y)).toBeGreaterThan(room - 5)
        }
      }),
    )
  })

  it('puts a region in the direction of its gate when there is room', () => {
    const { spots } = layOutGalaxy([
      { x: 0, y: 90 },
      { x: -40, y: 0 },
    ])
    expect(spots).toEqual([
      { at: { x: 0, y: 575 }, gate: { x: 0, y: 90 } },
      { at: { x: -575, y: 0 }, gate: { x: -40, y: 0 } },
    ])
  })

  it('needs another orbit only when one is full', () => {
    const orbitsOf = (regions: number) => layOutGalaxy(Array.from({ length: regions }, () => null)).orbits
    expect(orbitsOf(0)).toEqual([])
    expect(orbitsOf(13)).toHaveLength(1)
    expect(orbitsOf(14)).toHaveLength(2)
    expect(orbitsOf(500).length).toBeGreaterThan(5)
  })
})
