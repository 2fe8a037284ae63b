import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { scatterInWedge } from './point-layout.ts'

describe('scattering points over a wedge', () => {
  it('gives exactly the requested number, all inside, no two equal', () => {
    const wedge = fc.record({
      innerRadius: fc.double({ min: 0, max: 100, noNaN: true }),
      depth: fc.double({ min: 20, max: 200, noNaN: true }),
      fromTurn: fc.double({ min: 0, max: 0.5, noNaN: true }),
      width: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
    })
    fc.assert(
      fc.property(wedge, fc.integer({ min: 1, max: 300 }), fc.string(), (shape, count, seed) => {
        const { innerRadius, fromTurn } = shape
        const outerRadius = innerRadius + shape.depth
        const toTurn = fromTurn + shape.width
        const points = scatterInWedge(
          { innerRadius, outerRadius, fromTurn, toTurn },
          count,
          createRandom(seed),
        )
        expect(points).toHaveLength(count)
        expect(new Set(points.map(({ x, y }) => `${x}:${y}`)).size).toBe(count)
        for (const { x, y } of points) {
          const radius = Math.hypot(x, y)
          const turn = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1
          // Positions are rounded to two decimals.
          expect(radius).toBeGreaterThan(innerRadius - 0.01)
          expect(radius).toBeLessThan(outerRadius + 0.01)
          const slack = 0.01 / (2 * Math.PI * radius)
          expect(turn).toBeGreaterThan(fromTurn - slack)
          expect(turn).toBeLessThan(toTurn + slack)
        }
      }),
    )
  })
})
