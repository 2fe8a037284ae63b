import { useCallback, useEffect, useRef, type MutableRefObject, type RefObject } from 'react'
import { type MapView, type Size } from '#app/lib/map-view.ts'

export type MapCanvas = {
  box: RefObject<HTMLDivElement>
  canvas: RefObject<HTMLCanvasElement>
  size: MutableRefObject<Size>
  /** Null until the first frame. */
  view: MutableRefObject<MapView | null>
  /** Asks for a frame. */
  draw: () => void
}

/** More pixels than these are not seen, and cost a frame each. */
const RATIO_MAX = 2

/**
 * A canvas as large as its box. `paint` draws a frame in CSS pixels and says whether something still moves, which asks for
 * the next one.
 */
export function useMapCanvas(
  paint: (
    context: CanvasRenderingContext2D,
    place: HTMLElement,
    frame: { time: number; ratio: number },
  ) => boolean,
): MapCanvas {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useRef<Size>({ width: 1, height: 1 })
  const view = useRef<MapView | null>(null)
  const frame = useRef(0)
  const latest = useRef(paint)

  const draw = useCallback(() => {
    cancelAnimationFrame(frame.current)
    const step = (time: number) => {
      const [context, place] = [canvas.current?.getContext('2d'), box.current]
      if (!context || !place || size.current.width <= 1) return
      const ratio = Math.min(devicePixelRatio, RATIO_MAX)
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      if (latest.current(context, place, { time, ratio })) frame.current = requestAnimationFrame(step)
    }
    frame.current = requestAnimationFrame(step)
  }, [])

  useEffect(() => {
    latest.current = paint
    draw()
  }, [paint, draw])

  useEffect(() => {
    const place = box.current
    if (!place) return
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = place
      const ratio = Math.min(devicePixelRatio, RATIO_MAX)
      size.current = { width, height }
      if (canvas.current) {
        canvas.current.width = width * ratio
        canvas.current.height = height * ratio
      }
      draw()
    })
    observer.observe(place)
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame.current)
    }
  }, [draw])

  return { box, canvas, size, view, draw }
}
