import { elementAt } from './element-at.ts'
import { type Point, squaredDistance } from './point-layout.ts'

/** Answers which points lie within a distance without looking at all of them. */
export type PointGrid = {
  /** Indices of the points at most one cell size away from `point`, itself included, in ascending order. */
  near(point: Point): number[]
}

/** Points sorted into square cells of `reach`, which is also the radius of every question. */
export function createPointGrid(points: readonly Point[], reach: number): PointGrid {
  const cells = new Map<string, number[]>()
  const column = (value: number) => Math.floor(value / reach)
  points.forEach((point, index) => {
    const key = `${column(point.x)}:${column(point.y)}`
    const cell = cells.get(key)
    if (cell) cell.push(index)
    else cells.set(key, [index])
  })
  return {
    near(point) {
      const found: number[] = []
      for (let x = column(point.x) - 1; x <= column(point.x) + 1; x++) {
        for (let y = column(point.y) - 1; y <= column(point.y) + 1; y++) {
          for (const index of cells.get(`${x}:${y}`) ?? []) {
            if (squaredDistance(point, elementAt(points, index)) <= reach * reach) found.push(index)
          }
        }
      }
      return found.sort((a, b) => a - b)
    },
  }
}
