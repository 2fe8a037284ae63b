import { type Random } from '../random.ts'

export type Point = { x: number; y: number }

/** Part of a disc between two radii and two angles; angles are turns (1 = the full circle), from < to. */
export type Wedge = { innerRadius: number; outerRadius: number; fromTurn: number; toTurn: number }

/** Distance of neighbouring sectors in map units: each has a cell of this size squared. */
export const SECTOR_SPACING = 10

/** Share of its cell within which a point may move. Below 1, so that points never coincide. */
const JITTER = 0.72

/** The radius of a disc that holds `count` sectors. */
export const radiusForSectors = (count: number): number =>
  SECTOR_SPACING * Math.sqrt(Math.max(0, count) / Math.PI)

/** Two decimals: short in the database, and the same on machines that differ in the last bits. */
export const roundPosition = (value: number): number => Math.round(value * 100) / 100

export function pointAt(radius: number, turn: number): Point {
  const angle = turn * 2 * Math.PI
  return { x: roundPosition(radius * Math.cos(angle)), y: roundPosition(radius * Math.sin(angle)) }
}

/**
 * Exactly `count` points spread evenly over a wedge: concentric bands, cut into cells by area, one jittered point per
 * cell. Points come band by band, so consecutive ones are neighbours.
 */
export function scatterInWedge(wedge: Wedge, count: number, random: Random): Point[] {
  const { innerRadius, outerRadius, fromTurn, toTurn } = wedge
  const depth = outerRadius - innerRadius
  const area = outerRadius ** 2 - innerRadius ** 2
  const bands = Math.max(1, Math.round(depth / cellSize(wedge, count)))
  const wander = () => 0.5 + JITTER * (random.next() - 0.5)
  const points: Point[] = []
  for (let band = 0; band < bands; band++) {
    const nearRadius = innerRadius + (depth * band) / bands
    const farRadius = innerRadius + (depth * (band + 1)) / bands
    // Rounding the running total instead of each band keeps the sum exact.
    const cells = Math.round((count * (farRadius ** 2 - innerRadius ** 2)) / area) - points.length
    for (let cell = 0; cell < cells; cell++) {
      const turn = fromTurn + ((toTurn - fromTurn) * (cell + wander())) / cells
      points.push(pointAt(nearRadius + (farRadius - nearRadius) * wander(), turn))
    }
  }
  return points
}

const cellSize = (wedge: Wedge, count: number): number =>
  Math.sqrt(
    (Math.PI * (wedge.toTurn - wedge.fromTurn) * (wedge.outerRadius ** 2 - wedge.innerRadius ** 2)) / count,
  )

export function squaredDistance(a: Point, b: Point): number {
  const dx = a.x - b.x
  const dy = a.y - b.y
  return dx * dx + dy * dy
}
