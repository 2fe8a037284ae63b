import { isConnected } from './connectivity.ts'
import { createPointGrid } from './point-grid.ts'
import { type Point, squaredDistance } from './point-layout.ts'

/** Two neighbouring points, a < b. `close` pairs form the relative neighbourhood graph. */
export type Neighbours = { a: number; b: number; close: boolean }

/**
 * The Gabriel graph of points: two points are neighbours if the circle between them is empty. It is planar and
 * contains the relative neighbourhood graph (no third point nearer to both), which contains a minimum spanning tree,
 * so close pairs alone connect everything. Pairs further apart than `reach` are searched only if the graph is not
 * connected otherwise.
 */
export function neighbourhoodGraph(points: readonly Point[], reach: number): Neighbours[] {
  for (let radius = reach; ; radius *= 2) {
    const pairs = neighboursWithin(points, radius)
    if (isConnected(points.length, pairs)) return pairs
  }
}

function neighboursWithin(points: readonly Point[], reach: number): Neighbours[] {
  const nodes = points.map(({ x, y }, index) => ({ index, x, y }))
  const grid = createPointGrid(nodes, reach)
  const pairs: Neighbours[] = []
  for (const a of nodes) {
    const around = grid.near(a)
    for (const b of around) {
      if (b.index <= a.index) continue
      const nearness = nearnessOf(a, b, around)
      if (nearness !== 'apart') pairs.push({ a: a.index, b: b.index, close: nearness === 'close' })
    }
  }
  return pairs
}

/** Classifies a pair by the points around it, which must include every point nearer to `a` than `b` is. */
export function nearnessOf(a: Point, b: Point, around: readonly Point[]): 'close' | 'loose' | 'apart' {
  const distance = squaredDistance(a, b)
  let close = true
  for (const other of around) {
    const toA = squaredDistance(other, a)
    // Points further away than `b` cannot matter, nor can the two themselves.
    if (toA >= distance) continue
    const toB = squaredDistance(other, b)
    if (toA + toB < distance) return 'apart'
    if (toB < distance) close = false
  }
  return close ? 'close' : 'loose'
}
