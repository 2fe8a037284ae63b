import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arc, isStronglyConnected } from './connectivity.ts'
import { elementAt } from './element-at.ts'
import { neighbourhoodGraph } from './neighbourhood-graph.ts'
import { createPointGrid } from './point-grid.ts'
import { squaredDistance } from './point-layout.ts'

const point = fc.record({ x: fc.integer({ min: -60, max: 60 }), y: fc.integer({ min: -60, max: 60 }) })
const points = fc.uniqueArray(point, { minLength: 2, maxLength: 40, selector: ({ x, y }) => `${x}:${y}` })

describe('the neighbourhood graph', () => {
  it('connects all points by close pairs, at any reach', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 200 }), (places, reach) => {
        const arcs = neighbourhoodGraph(places, reach)
          .filter(({ close }) => close)
          .flatMap(({ a, b }): Arc[] => [
            [a, b],
            [b, a],
          ])
        expect(isStronglyConnected(places.length, arcs)).toBe(true)
      }),
    )
  })

  it('is the Gabriel graph when the reach covers everything', () => {
    fc.assert(
      fc.property(points, (places) => {
        const pairs = new Set(neighbourhoodGraph(places, 400).map(({ a, b }) => `${a}-${b}`))
        places.forEach((p, a) =>
          places.slice(a + 1).forEach((q, offset) => {
            const empty = places.every(
              (r) =>
                r === p || r === q || squaredDistance(p, r) + squaredDistance(q, r) >= squaredDistance(p, q),
            )
            expect(pairs.has(`${a}-${a + 1 + offset}`)).toBe(empty)
          }),
        )
      }),
    )
  })

  it('looks further when groups of points lie apart', () => {
    const groups = [0, 1, 1000, 1001].map((x) => ({ x, y: 0 }))
    expect(neighbourhoodGraph(groups, 2).map(({ a, b }) => [a, b])).toContainEqual([1, 2])
  })
})

describe('the point grid', () => {
  it('finds the points within reach and no other', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 100 }), (places, reach) => {
        const centre = elementAt(places, 0)
        const expected = places.filter((p) => squaredDistance(p, centre) <= reach ** 2)
        const found = createPointGrid(places, reach).near(centre)
        expect(new Set(found)).toEqual(new Set(expected))
        expect(found).toHaveLength(expected.length)
      }),
    )
  })
})

describe('elementAt', () => {
  it('throws on an index out of range', () => {
    expect(elementAt(['a'], 0)).toBe('a')
    expect(() => elementAt(['a'], 1)).toThrow(RangeError)
  })
})
