import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boundsOf,
  centreFree,
  contains,
  fitFree,
  fitView,
  indexInDirection,
  mayCross,
  nearestIndex,
  panBy,
  toScreen,
  toWorld,
  visibleBounds,
  zoomAt,
} from './map-view.ts'

const size = { width: 800, height: 400 }
const number = fc.double({ min: -1000, max: 1000, noNaN: true })
const point = fc.record({ x: number, y: number })
const view = fc.record({ x: number, y: number, scale: fc.double({ min: 0.05, max: 50, noNaN: true }) })

describe('the view of a map', () => {
  it('shows every point after fitting', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 50 }), (points) => {
        const seen = visibleBounds(fitView(boundsOf(points), size), size)
        return points.every((one) => contains(seen, one))
      }),
    )
  })

  it('is finite for zero points and one point', () => {
    for (const points of [[], [{ x: 3, y: 4 }]]) {
      expect(Object.values(fitView(boundsOf(points), size)).every(Number.isFinite)).toBe(true)
    }
  })

  it('converts from world to screen and back', () => {
    fc.assert(
      fc.property(view, point, (seen, one) => {
        const back = toWorld(seen, size, toScreen(seen, size, one))
        return Math.abs(back.x - one.x) < 1e-6 && Math.abs(back.y - one.y) < 1e-6
      }),
    )
  })

  it('keeps the point under the pointer in place while zooming', () => {
    const start = { x: 10, y: 20, scale: 2 }
    const pixel = { x: 650, y: 90 }
    const zoomed = zoomAt(start, size, pixel, 3, { min: 0.1, max: 100 })
    expect(zoomed.scale).toBe(6)
    expect(toWorld(zoomed, size, pixel).x).toBeCloseTo(toWorld(start, size, pixel).x)
    expect(toWorld(zoomed, size, pixel).y).toBeCloseTo(toWorld(start, size, pixel).y)
  })

  it('does not zoom past its limits', () => {
    const limits = { min: 1, max: 4 }
    expect(zoomAt({ x: 0, y: 0, scale: 2 }, size, { x: 0, y: 0 }, 100, limits).scale).toBe(4)
    expect(zoomAt({ x: 0, y: 0, scale: 2 }, size, { x: 0, y: 0 }, 0.01, limits).scale).toBe(1)
  })

  it('pans with the pointer', () => {
    expect(panBy({ x: 0, y: 0, scale: 2 }, 10, -4)).toEqual({ x: -5, y: 2, scale: 2 })
  })
})

describe('culling', () => {
  const bounds = { minX: 0, minY: 0, maxX: 10, maxY: 10 }

  it('never drops a line with an end or its middle inside', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
        return ![a, b, middle].some((one) => contains(bounds, one)) || mayCross(bounds, a, b)
      }),
    )
  })

  it('drops a line that is entirely on one side', () => {
    expect(mayCross(bounds, { x: -5, y: 0 }, { x: -1, y: 10 })).toBe(false)
    expect(mayCross(bounds, { x: 0, y: 11 }, { x: 10, y: 30 })).toBe(false)
  })
})

describe('finding a place', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 5, y: 1 },
    { x: 4, y: 3.9 },
    { x: -3, y: 0 },
    { x: 0, y: -9 },
  ]

  it('takes the nearest within reach', () => {
    expect(nearestIndex(points, { x: 4.6, y: 1 }, 1)).toBe(1)
    expect(nearestIndex(points, { x: 50, y: 50 }, 1)).toBeNull()
  })

  it('follows an arrow key to the point most straight ahead', () => {
    expect(indexInDirection(points, 0, 'right')).toBe(1)
    expect(indexInDirection(points, 0, 'left')).toBe(3)
    expect(indexInDirection(points, 0, 'up')).toBe(4)
    expect(indexInDirection(points, 0, 'down')).toBeNull()
  })

  it('considers only the given candidates', () => {
    expect(indexInDirection(points, 0, 'right', [2, 3])).toBe(2)
    expect(indexInDirection(points, 0, 'right', [3])).toBeNull()
    expect(indexInDirection(points, 99, 'right')).toBeNull()
  })
})

describe('a map that panels lie over', () => {
  const insets = { left: 300, right: 100, top: 50, bottom: 20 }

  it('shows everything in the part that is free', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
        const fitted = fitFree(boundsOf(points), size, insets)
        for (const one of points) {
          const { x, y } = toScreen(fitted, size, one)
          expect(x).toBeGreaterThanOrEqual(insets.left - 1)
          expect(x).toBeLessThanOrEqual(size.width - insets.right + 1)
          expect(y).toBeGreaterThanOrEqual(insets.top - 1)
          expect(y).toBeLessThanOrEqual(size.height - insets.bottom + 1)
        }
      }),
    )
  })

  it('has the centre in the middle of what is free', () => {
    const seen = toScreen(centreFree({ x: 7, y: -3 }, 4, insets), size, { x: 7, y: -3 })
    expect(seen).toEqual({ x: 500, y: 215 })
  })
})
