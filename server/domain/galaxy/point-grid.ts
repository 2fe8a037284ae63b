import { elementAt } from './element-at.ts'
import { type Point, squaredDistance } from './point-layout.ts'

/** Answers which points lie within a distance without looking at all of them. */
export type PointGrid = {
  /** Indices of the points at most one cell size away from `point`, itself included; the order is fixed by the points. */
  near(point: Point): number[]
}

/** Points sorted into square cells of `reach`, which is also the radius of every question. */
export function createPointGrid(points: readonly Point[], reach: number): PointGrid {
  const cells = new Map<number, number[]>()
  const column = (value: number) => Math.floor(value / reach)
  // Two far cells may share a key; asking by distance sorts that out, and numbers are much faster keys than text.
  const keyOf = (x: number, y: number) => x * 1_000_003 + y
  points.forEach((point, index) => {
    const key = keyOf(column(point.x), column(point.y))
    const cell = cells.get(key)
    if (cell) cell.push(index)
    else cells.set(key, [index])
  })
  return {
    near(point) {
      const found: number[] = []
      for (let x = column(point.x) - 1; x <= column(point.x) + 1; x++) {
        for (let y = column(point.y) - 1; y <= column(point.y) + 1; y++) {
          for (const index of cells.get(keyOf(x, y)) ?? []) {
            if (squaredDistance(point, elementAt(points, index)) <= reach * reach) found.push(index)
          }
        }
      }
      return found
    },
  }
}
