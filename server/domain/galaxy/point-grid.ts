import { type Point, squaredDistance } from './point-layout.ts'

/** Finds points within a distance without checking all of them. */
export type PointGrid<P extends Point> = {
  /** Points within one cell size of `place`, including itself, in a fixed order. */
  near(place: Point): P[]
}

/** Sorts points into square cells of size `reach`, which is also the search radius. */
export function createPointGrid<P extends Point>(points: readonly P[], reach: number): PointGrid<P> {
  const cells = new Map<number, P[]>()
  const column = (value: number) => Math.floor(value / reach)
  for (const point of points) {
    const key = cellKey(column(point.x), column(point.y))
    const cell = cells.get(key)
    if (cell) cell.push(point)
    else cells.set(key, [point])
  }
  return {
    near(place) {
      const found: P[] = []
      const middleX = column(place.x)
      const middleY = column(place.y)
      for (let x = middleX - 1; x <= middleX + 1; x++) {
        for (let y = middleY - 1; y <= middleY + 1; y++) {
          for (const point of cells.get(cellKey(x, y)) ?? []) {
            if (squaredDistance(place, point) <= reach * reach) found.push(point)
          }
        }
      }
      return found
    },
  }
}

/** Distant cells may share a key; the distance check filters those, and small numbers are fast keys. */
const cellKey = (x: number, y: number) => x * 10_007 + y
