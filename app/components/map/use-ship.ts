import { useEffect, useMemo, useRef, type RefObject } from 'react'
import { type MapModel } from './map-model.ts'
import { type Ship } from './map-scene.ts'
import { flightAlong, headingOf, shipAt, type ShipFlight } from './ship-flight.ts'

export type ShipMotion = {
  at: (time: number) => { position: Ship | null; isMoving: boolean }
  /** Whether it has flown since the map was opened. */
  hasMoved: RefObject<boolean>
}

/** Where the ship is drawn: it moves from the last place to the new one, along the route if that led there. */
export function useShip(model: MapModel, current: number | null, route: readonly number[]): ShipMotion {
  const flight = useRef<ShipFlight | null>(null)
  const hasMoved = useRef(false)
  const heading = useRef(-Math.PI / 2)
  const before = useRef<{ model: MapModel; current: number | null; route: readonly number[] } | null>(null)

  useEffect(() => {
    const last = before.current
    before.current = { model, current, route }
    if (last?.model !== model || last.current === null || current === null || last.current === current) return
    const steps = last.route.includes(current)
      ? last.route.slice(0, last.route.indexOf(current) + 1)
      : [current]
    const points = [last.current, ...steps].flatMap((index) => model.nodes[index] ?? [])
    hasMoved.current = true
    const [from, to] = points.slice(-2)
    if (from && to) heading.current = headingOf(from, to)
    const wantsNoMotion = matchMedia('(prefers-reduced-motion: reduce)').matches
    flight.current = flightAlong(points, performance.now(), { wantsNoMotion })
  }, [model, current, route])

  return useMemo(
    () => ({
      hasMoved,
      at: (time: number) => {
        const moving = flight.current && shipAt(flight.current, time)
        if (moving) return { position: moving, isMoving: true }
        flight.current = null
        const node = current === null ? undefined : model.nodes[current]
        return {
          position: node ? { x: node.x, y: node.y, heading: heading.current } : null,
          isMoving: false,
        }
      },
    }),
    [model, current],
  )
}
