import { isStronglyConnected, type Arc } from './connectivity.ts'
import { elementAt } from './element-at.ts'
import { createPointGrid } from './point-grid.ts'
import { type Point, squaredDistance } from './point-layout.ts'

/** Two neighbouring points, a < b. `close` pairs form the relative neighbourhood graph. */
export type Neighbours = { a: number; b: number; close: boolean }

/**
 * The Gabriel graph of points on a plane: two points are neighbours when the circle over their connection is empty.
 * It is planar and holds the relative neighbourhood graph (no third point nearer to both), which holds a minimum
 * spanning tree; so the close pairs alone connect everything. Pairs further apart than `reach` are looked for only
 * when the points do not hang together without them.
 */
export function neighbourhoodGraph(points: readonly Point[], reach: number): Neighbours[] {
  for (let radius = reach; ; radius *= 2) {
    const pairs = neighboursWithin(points, radius)
    const arcs = pairs.flatMap(({ a, b }): Arc[] => [
      [a, b],
      [b, a],
    ])
    if (isStronglyConnected(points.length, arcs)) return pairs
  }
}

function neighboursWithin(points: readonly Point[], reach: number): Neighbours[] {
  const grid = createPointGrid(points, reach)
  const pairs: Neighbours[] = []
  points.forEach((point, a) => {
    const around = grid.near(point)
    for (const b of around) {
      if (b <= a) continue
      const nearness = nearnessOf(points, a, b, around)
      if (nearness !== 'apart') pairs.push({ a, b, close: nearness === 'close' })
    }
  })
  return pairs
}

/** Judges a pair by the points around it, which must include every point nearer to `a` than `b` is. */
export function nearnessOf(
  points: readonly Point[],
  a: number,
  b: number,
  around: readonly number[],
): 'close' | 'loose' | 'apart' {
  const from = elementAt(points, a)
  const to = elementAt(points, b)
  const distance = squaredDistance(from, to)
  let close = true
  for (const other of around) {
    if (other === a || other === b) continue
    const point = elementAt(points, other)
    const toFrom = squaredDistance(point, from)
    const toTo = squaredDistance(point, to)
    if (toFrom + toTo < distance) return 'apart'
    if (toFrom < distance && toTo < distance) close = false
  }
  return close ? 'close' : 'loose'
}
