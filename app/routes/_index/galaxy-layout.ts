import { type Point } from '#server/domain/galaxy/point-layout.ts'

/** A region's place on the picture and where its lane begins, both in map units around the centre of the Nexus. */
export type Spot = { at: Point; gate: Point }

export type GalaxyLayout = {
  /** In the order of the regions given. */
  spots: Spot[]
  /** Radius of each orbit in use. */
  orbits: number[]
  /** Half the side of the square that holds everything. */
  extent: number
  /** How far neighbours are apart at least. */
  room: number
}

/** The disc of the Nexus ends at about 400. */
const FIRST_ORBIT = 575
const ORBIT_STEP = 210
/** Between neighbours on an orbit. */
const ROOM = 270
const MARGIN = 165
/** Few regions spread over their orbit as if each had this much of an even share, and no more than this angle. */
const EVEN_SHARE = 0.72
const WIDEST_GAP = Math.PI / 3
/** Where the gate is unknown: consecutive regions are far apart. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
const TURN = 2 * Math.PI

const capacityOf = (radius: number) => Math.floor((TURN * radius) / ROOM)
const orbitAt = (index: number) => FIRST_ORBIT + index * ORBIT_STEP
const at = (radius: number, angle: number): Point => ({
  // Server and browser must render the same digits.
  x: Math.round(radius * Math.cos(angle)),
  y: Math.round(radius * Math.sin(angle)),
})

/**
 * Places every region outside the Nexus in the direction of its gate, the first ones on the innermost orbit, so that none covers
 * another. @param gates where each region's gate lies in the Nexus; null if that is unknown
 */
export function layOutGalaxy(gates: readonly (Point | null)[]): GalaxyLayout {
  const wanted = gates.map((gate, index) =>
    gate === null ? index * GOLDEN_ANGLE : Math.atan2(gate.y, gate.x),
  )
  const spots = new Map<number, Spot>()
  const orbits: number[] = []
  for (let first = 0; first < gates.length;) {
    const radius = orbitAt(orbits.length)
    const members = wanted.slice(first, first + capacityOf(radius)).map((angle, offset) => ({
      index: first + offset,
      angle: normalised(angle),
    }))
    for (const { index, angle } of spreadOut(members, gapFor(members.length, radius)))
      spots.set(index, { at: at(radius, angle), gate: gates[index] ?? at(0, 0) })
    orbits.push(radius)
    first += members.length
  }
  return {
    spots: gates.flatMap((_, index) => spots.get(index) ?? []),
    orbits,
    extent: (orbits.at(-1) ?? FIRST_ORBIT) + MARGIN,
    room: orbits.length > 1 ? ORBIT_STEP : FIRST_ORBIT * 2 * Math.sin(gapFor(gates.length, FIRST_ORBIT) / 2),
  }
}

const normalised = (angle: number): number => ((angle % TURN) + TURN) % TURN

const gapFor = (members: number, radius: number): number =>
  Math.max(ROOM / radius, Math.min(WIDEST_GAP, (EVEN_SHARE * TURN) / members))

type Member = { index: number; angle: number }

/** Moves neighbours apart to at least `gap`, beginning after the widest empty stretch of the orbit. */
function spreadOut(members: readonly Member[], gap: number): Member[] {
  const sorted = [...members].sort((a, b) => a.angle - b.angle || a.index - b.index)
  const start = widestGapEnd(sorted)
  const inOrder = [...sorted.slice(start), ...sorted.slice(0, start)]
  const [first] = inOrder
  if (!first) return []
  const from = first.angle
  const angles = inOrder.map(({ angle }) => normalised(angle - from))
  // Forward so that none is too near, then back as far as the orbit is too short for that.
  for (let i = 1; i < angles.length; i++) angles[i] = Math.max(angles[i] ?? 0, (angles[i - 1] ?? 0) + gap)
  let limit = TURN - gap
  for (let i = angles.length - 1; i > 0; i--) {
    angles[i] = Math.min(angles[i] ?? 0, limit)
    limit = (angles[i] ?? 0) - gap
  }
  return inOrder.map(({ index }, i) => ({ index, angle: from + (angles[i] ?? 0) }))
}

function widestGapEnd(sorted: readonly Member[]): number {
  let end = 0
  let widest = -1
  for (const [index, { angle }] of sorted.entries()) {
    const before = sorted.at(index - 1)?.angle ?? angle
    const empty = normalised(angle - before)
    if (empty > widest) {
      widest = empty
      end = index
    }
  }
  return end
}
