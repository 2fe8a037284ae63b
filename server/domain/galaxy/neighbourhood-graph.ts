import { isConnected } from './connectivity.ts'
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

/** Judges a pair by the points around it, which must include every point nearer to `a` than `b` is. */
export function nearnessOf(a: Point, b: Point, around: readonly Point[]): 'close' | 'loose' | 'apart' {
  const distance = squaredDistance(a, b)
  let close = true
  for (const other of around) {
    const toA = squaredDistance(other, a)
    // Most are further away than `b` is, and decide nothing; neither do the two themselves.
    if (toA >= distance) continue
    const toB = squaredDistance(other, b)
    if (toA + toB < distance) return 'apart'
    if (toB < distance) close = false
  }
  return close ? 'close' : 'loose'
}
