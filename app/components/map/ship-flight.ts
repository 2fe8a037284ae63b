import { type Point } from '#app/lib/map-view.ts'
import { type Ship } from './map-scene.ts'

/** A ship on its way along points of the map. */
export type ShipFlight = { points: readonly Point[]; startedAt: number; durationMs: number }

const LEG_MS = 300
/** A long route is shown faster, for nobody wants to wait for what has happened already. */
const FLIGHT_MAX_MS = 1_200

/** Null for who wants no motion: the ship is at its end at once. */
export const flightAlong = (
  points: readonly Point[],
  startedAt: number,
  { wantsNoMotion }: { wantsNoMotion: boolean },
): ShipFlight | null =>
  wantsNoMotion
    ? null
    : { points, startedAt, durationMs: Math.min(FLIGHT_MAX_MS, LEG_MS * (points.length - 1)) }

/** Where the ship is at a time; null once it has arrived. */
export function shipAt({ points, startedAt, durationMs }: ShipFlight, time: number): Ship | null {
  const done = (time - startedAt) / durationMs
  if (done >= 1 || points.length < 2) return null
  const eased = ease(Math.max(0, done)) * (points.length - 1)
  const leg = Math.min(points.length - 2, Math.floor(eased))
  const [from, to] = [points[leg], points[leg + 1]]
  if (!from || !to) return null
  const share = eased - leg
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    heading: headingOf(from, to),
  }
}

export const headingOf = (from: Point, to: Point): number => Math.atan2(to.y - from.y, to.x - from.x)

const ease = (share: number): number => (share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2)
