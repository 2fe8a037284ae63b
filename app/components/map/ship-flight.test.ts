import { describe, expect, it } from 'vitest'
import { type Point } from '#app/lib/map-view.ts'
import { flightAlong, shipAt } from './ship-flight.ts'

/** For who likes motion. */
function flying(points: readonly Point[], startedAt: number) {
  const flight = flightAlong(points, startedAt, { wantsNoMotion: false })
  if (!flight) throw new Error('a ship that is shown flying')
  return flight
}

const A = { x: 0, y: 0 }
const B = { x: 10, y: 0 }
const C = { x: 10, y: 20 }

describe('the flight of a ship over the map', () => {
  it('takes 300 ms along one warp, from its start to its end', () => {
    const flight = flying([A, B], 1_000)
    expect(flight.durationMs).toBe(300)
    expect(shipAt(flight, 1_000)).toEqual({ x: 0, y: 0, heading: 0 })
    expect(shipAt(flight, 1_150)).toEqual({ x: 5, y: 0, heading: 0 })
    expect(shipAt(flight, 1_300)).toBeNull()
  })

  it('follows every warp of a route and turns with it', () => {
    const flight = flying([A, B, C], 0)
    expect(shipAt(flight, 150)).toMatchObject({ x: 5 / 2, y: 0, heading: 0 })
    expect(shipAt(flight, 300)).toMatchObject({ x: 10, y: 0 })
    expect(shipAt(flight, 450)).toMatchObject({ x: 10, y: 15, heading: Math.PI / 2 })
  })

  it('shows a long route in little more than a second', () => {
    const points = Array.from({ length: 60 }, (_, x) => ({ x, y: 0 }))
    expect(flying(points, 0).durationMs).toBe(1_200)
  })

  it('is not shown to who wants no motion', () => {
    expect(flightAlong([A, B], 0, { wantsNoMotion: true })).toBeNull()
  })
})
