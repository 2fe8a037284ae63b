import { type Point, squaredDistance } from './point-layout.ts'

/** Answers which points lie within a distance without looking at all of them. */
export type PointGrid<P extends Point> = {
  /** The points at most one cell size away from `place`, itself included; the order is fixed by the points. */
  near(place: Point): P[]
}

/** Points sorted into square cells of `reach`, which is also the radius of every question. */
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

/** Two far cells may share a key; asking by distance sorts that out, and small numbers make the fastest keys. */
const cellKey = (x: number, y: number) => x * 10_007 + y
