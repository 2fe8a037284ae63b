import { useEffect, useRef, type RefObject } from 'react'
import { nearestIndex, toWorld, type MapView, type Point, type Size } from '#app/lib/map-view.ts'

export type MapGestures = {
  box: RefObject<HTMLElement>
  view: RefObject<MapView | null>
  size: RefObject<Size>
  nodes: readonly Point[]
  /** Indices that a finger means even when another is nearer. */
  preferred: readonly number[]
  /** Zooms with the wheel without being in focus. */
  isPage: boolean
  onZoom: (factor: number, pixel: Point) => void
  onPan: (dx: number, dy: number) => void
  onSelect: (index: number) => void
  onHover: (index: number | null) => void
  onActivate: (index: number) => void
}

const REACH_PX = 14
const PREFERRED_REACH_PX = 24
const EXACT_PX = 8
const CLICK_SLOP_PX = 5

/** Drag to move, pinch or wheel to zoom, tap to select, double click to act. */
export const useMapGestures = (gestures: MapGestures): void => {
  const latest = useRef(gestures)
  useEffect(() => {
    latest.current = gestures
  })
  const { box } = gestures

  useEffect(() => {
    const place = box.current
    if (!place) return
    const pointers = new Map<number, Point>()
    let travelled = 0

    const pixelOf = (event: MouseEvent): Point => {
      const frame = place.getBoundingClientRect()
      return { x: event.clientX - frame.left, y: event.clientY - frame.top }
    }
    const nodeAt = (pixel: Point): number | null => {
      const { view, size, nodes, preferred } = latest.current
      if (!view.current || !size.current) return null
      const { scale } = view.current
      const point = toWorld(view.current, size.current, pixel)
      const among = preferred.flatMap((index) => nodes[index] ?? [])
      const first = nearestIndex(among, point, PREFERRED_REACH_PX / scale)
      const nearest = nearestIndex(nodes, point, REACH_PX / scale)
      if (first === null) return nearest
      // Right on another place is that place.
      const isExact = nearest !== null && nearestIndex(nodes, point, EXACT_PX / scale) === nearest
      return isExact ? nearest : (preferred[first] ?? null)
    }
    const spread = () => {
      const [a, b] = [...pointers.values()]
      return a && b
        ? { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
        : null
    }

    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return
      place.setPointerCapture(event.pointerId)
      pointers.set(event.pointerId, pixelOf(event))
      travelled = 0
    }
    const onMove = (event: PointerEvent) => {
      const pixel = pixelOf(event)
      const before = pointers.get(event.pointerId)
      if (before === undefined) {
        latest.current.onHover(nodeAt(pixel))
        return
      }
      const pinchBefore = spread()
      pointers.set(event.pointerId, pixel)
      const pinch = spread()
      travelled += Math.hypot(pixel.x - before.x, pixel.y - before.y)
      if (pinchBefore && pinch) {
        latest.current.onPan(pinch.x - pinchBefore.x, pinch.y - pinchBefore.y)
        latest.current.onZoom(pinch.distance / Math.max(pinchBefore.distance, 1), pinch)
      } else if (travelled > CLICK_SLOP_PX) latest.current.onPan(pixel.x - before.x, pixel.y - before.y)
    }
    const onUp = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId) || travelled > CLICK_SLOP_PX || event.type !== 'pointerup') return
      const index = nodeAt(pixelOf(event))
      if (index !== null) latest.current.onSelect(index)
    }
    const onLeave = () => latest.current.onHover(null)
    const onDouble = (event: MouseEvent) => {
      const index = nodeAt(pixelOf(event))
      if (index !== null) latest.current.onActivate(index)
    }
    const onWheel = (event: WheelEvent) => {
      // A page that scrolls keeps scrolling unless the map has the focus.
      if (!latest.current.isPage && !event.ctrlKey && document.activeElement !== place) return
      event.preventDefault()
      latest.current.onZoom(Math.exp(-event.deltaY * 0.0015), pixelOf(event))
    }

    const listening = new AbortController()
    const { signal } = listening
    place.addEventListener('pointerdown', onDown, { signal })
    place.addEventListener('pointermove', onMove, { signal })
    place.addEventListener('pointerup', onUp, { signal })
    place.addEventListener('pointercancel', onUp, { signal })
    place.addEventListener('pointerleave', onLeave, { signal })
    place.addEventListener('dblclick', onDouble, { signal })
    place.addEventListener('wheel', onWheel, { signal, passive: false })
    return () => listening.abort()
  }, [box])
}
