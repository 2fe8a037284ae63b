import { type Point } from '#app/lib/map-view.ts'

export type Box = { left: number; top: number; right: number; bottom: number }
export type LabelWish = {
  text: string
  /** Where its place is on the screen. */
  at: Point
  width: number
  /** Distance from the place's centre. */
  gap: number
}
export type PlacedLabel = { text: string; x: number; y: number }

const HEIGHT = 16

/**
 * Puts labels beside their places, the first ones first, and leaves out what would cover a label or an obstacle. `x` is the
 * left end and `y` the middle of a label.
 */
export function placeLabels(wishes: readonly LabelWish[], obstacles: readonly Box[]): PlacedLabel[] {
  const taken = createGrid()
  for (const box of obstacles) taken.add(box)
  const placed: PlacedLabel[] = []
  for (const { text, at, width, gap } of wishes) {
    const spots: Point[] = [
      { x: at.x + gap, y: at.y },
      { x: at.x - gap - width, y: at.y },
      { x: at.x - width / 2, y: at.y - gap - HEIGHT / 2 },
      { x: at.x - width / 2, y: at.y + gap + HEIGHT / 2 },
    ]
    const spot = spots.find(({ x, y }) => taken.isFree(boxOf(x, y, width)))
    if (!spot) continue
    taken.add(boxOf(spot.x, spot.y, width))
    placed.push({ text, ...spot })
  }
  return placed
}

const boxOf = (x: number, y: number, width: number): Box => ({
  left: x,
  top: y - HEIGHT / 2,
  right: x + width,
  bottom: y + HEIGHT / 2,
})

const CELL = 96

/** Boxes by the cells of a grid that they lie in, so that a thousand labels do not ask each other. */
function createGrid() {
  const cells = new Map<string, Box[]>()
  const cellsOf = ({ left, top, right, bottom }: Box): string[] => {
    const keys: string[] = []
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) keys.push(`${x},${y}`)
    return keys
  }
  return {
    add(box: Box) {
      for (const key of cellsOf(box)) cells.set(key, [...(cells.get(key) ?? []), box])
    },
    isFree: (box: Box) => !cellsOf(box).some((key) => cells.get(key)?.some((other) => overlap(box, other))),
  }
}

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
