/** The visible part of a map: world point at the centre, and pixels per unit. */
export type MapView = { x: number; y: number; scale: number }
export type Size = { width: number; height: number }
export type Point = { x: number; y: number }
export type Bounds = { minX: number; minY: number; maxX: number; maxY: number }
export type Direction = 'left' | 'right' | 'up' | 'down'

export const boundsOf = (points: readonly Point[]): Bounds => {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const { x, y } of points) {
    bounds.minX = Math.min(bounds.minX, x)
    bounds.minY = Math.min(bounds.minY, y)
    bounds.maxX = Math.max(bounds.maxX, x)
    bounds.maxY = Math.max(bounds.maxY, y)
  }
  return points.length === 0 ? { minX: 0, minY: 0, maxX: 0, maxY: 0 } : bounds
}

/** The view that fits everything, with a margin in pixels. */
export const fitView = (bounds: Bounds, size: Size, marginPx = 24): MapView => {
  const spread = (extent: number, pixels: number) =>
    Math.max(pixels - 2 * marginPx, 1) / Math.max(extent, 1e-9)
  const scale = Math.min(
    spread(bounds.maxX - bounds.minX, size.width),
    spread(bounds.maxY - bounds.minY, size.height),
  )
  return {
    x: (bounds.minX + bounds.maxX) / 2,
    y: (bounds.minY + bounds.maxY) / 2,
    scale: Math.min(scale, 1e6),
  }
}

/** Pixels at each side that something lies over. */
export type Insets = { left: number; right: number; top: number; bottom: number }

/** Where something is on the page, in pixels. */
export type Box = Size & { left: number; right: number; top: number; bottom: number }

/** What is wider than this share of the map lies above or below it, not beside it. */
const WIDE = 0.6

/** What boxes that lie over a map leave less of it at each side. */
export function insetsOf(map: Box | null, over: readonly Box[]): Insets {
  const insets = { left: 0, right: 0, top: 0, bottom: 0 }
  for (const box of over) {
    if (!map || box.width === 0 || box.height === 0) continue
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    if (box.width > map.width * WIDE) {
      if (y < map.top + map.height / 2) insets.top = Math.max(insets.top, box.bottom - map.top)
      else insets.bottom = Math.max(insets.bottom, map.bottom - box.top)
    } else if (x < map.left + map.width / 2) insets.left = Math.max(insets.left, box.right - map.left)
    else insets.right = Math.max(insets.right, map.right - box.left)
  }
  return insets
}

/** The view that fits everything into what is free of the map. */
export const fitFree = (bounds: Bounds, size: Size, insets: Insets, marginPx = 36): MapView => {
  const free = {
    width: Math.max(size.width - insets.left - insets.right, 1),
    height: Math.max(size.height - insets.top - insets.bottom, 1),
  }
  const { x, y, scale } = fitView(bounds, free, Math.min(marginPx, free.width / 4, free.height / 4))
  return centreFree({ x, y }, scale, insets)
}

/** The view that has a point in the middle of what is free of the map. */
export const centreFree = ({ x, y }: Point, scale: number, insets: Insets): MapView => ({
  x: x - (insets.left - insets.right) / 2 / scale,
  y: y - (insets.top - insets.bottom) / 2 / scale,
  scale,
})

export const toScreen = (view: MapView, size: Size, point: Point): Point => ({
  x: (point.x - view.x) * view.scale + size.width / 2,
  y: (point.y - view.y) * view.scale + size.height / 2,
})

export const toWorld = (view: MapView, size: Size, pixel: Point): Point => ({
  x: (pixel.x - size.width / 2) / view.scale + view.x,
  y: (pixel.y - size.height / 2) / view.scale + view.y,
})

/** Zooms while keeping the world point under the pixel in place. */
export const zoomAt = (
  view: MapView,
  size: Size,
  pixel: Point,
  factor: number,
  limits: { min: number; max: number },
): MapView => {
  const scale = Math.min(Math.max(view.scale * factor, limits.min), limits.max)
  const fixed = toWorld(view, size, pixel)
  return {
    scale,
    x: fixed.x - (pixel.x - size.width / 2) / scale,
    y: fixed.y - (pixel.y - size.height / 2) / scale,
  }
}

export const panBy = (view: MapView, dx: number, dy: number): MapView => ({
  ...view,
  x: view.x - dx / view.scale,
  y: view.y - dy / view.scale,
})

export const visibleBounds = (view: MapView, size: Size, marginPx = 0): Bounds => {
  const halfWidth = (size.width / 2 + marginPx) / view.scale
  const halfHeight = (size.height / 2 + marginPx) / view.scale
  return {
    minX: view.x - halfWidth,
    maxX: view.x + halfWidth,
    minY: view.y - halfHeight,
    maxY: view.y + halfHeight,
  }
}

export const contains = (bounds: Bounds, { x, y }: Point): boolean =>
  x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY

/** Whether a line may cross the bounds: exact if it lies entirely on one side, permissive at the corners. */
export const mayCross = (bounds: Bounds, a: Point, b: Point): boolean =>
  Math.max(a.x, b.x) >= bounds.minX &&
  Math.min(a.x, b.x) <= bounds.maxX &&
  Math.max(a.y, b.y) >= bounds.minY &&
  Math.min(a.y, b.y) <= bounds.maxY

/** Index of the nearest point within `reach` world units, or null. */
export const nearestIndex = (points: readonly Point[], to: Point, reach: number): number | null => {
  let best: number | null = null
  let bestDistance = reach * reach
  points.forEach((point, index) => {
    const distance = (point.x - to.x) ** 2 + (point.y - to.y) ** 2
    if (distance <= bestDistance) {
      best = index
      bestDistance = distance
    }
  })
  return best
}

const ALONG: Record<Direction, (dx: number, dy: number) => { ahead: number; aside: number }> = {
  right: (dx, dy) => ({ ahead: dx, aside: Math.abs(dy) }),
  left: (dx, dy) => ({ ahead: -dx, aside: Math.abs(dy) }),
  down: (dx, dy) => ({ ahead: dy, aside: Math.abs(dx) }),
  up: (dx, dy) => ({ ahead: -dy, aside: Math.abs(dx) }),
}

/**
 * Target of an arrow key: the nearest candidate in that quadrant, sideways distance counting double. Null if there is
 * none.
 */
export const indexInDirection = (
  points: readonly Point[],
  from: number,
  direction: Direction,
  candidates: Iterable<number> = points.keys(),
): number | null => {
  const origin = points[from]
  if (origin === undefined) return null
  let best: number | null = null
  let bestCost = Infinity
  for (const index of candidates) {
    const point = points[index]
    if (point === undefined || index === from) continue
    const { ahead, aside } = ALONG[direction](point.x - origin.x, point.y - origin.y)
    if (ahead <= 0 || aside > ahead) continue
    const cost = ahead + 2 * aside
    if (cost < bestCost) {
      best = index
      bestCost = cost
    }
  }
  return best
}
