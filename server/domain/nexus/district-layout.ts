import { type Point, pointAt, radiusForSectors, type Wedge } from '../galaxy/point-layout.ts'
import { DISTRICT_TYPES, type DistrictType } from '../galaxy/district-types.ts'
import { DISTRICTS, NEXUS_SECTORS } from '../galaxy/districts.ts'

/**
 * The Nexus is a disc: the transit hub in the centre, four quiet and rich districts around it, the five large ones
 * outside. Areas are proportional to sector counts. The layout does not depend on a seed, so one district can be
 * regenerated without moving its neighbours.
 */
const CORE: DistrictType = 'transit_hub'
const INNER_RING: readonly DistrictType[] = [
  'commerce_central',
  'cultural_center',
  'diplomatic_quarter',
  'high_security_zone',
]
const OUTER_RING: readonly DistrictType[] = [
  'gateway_plaza',
  'residential_district',
  'research_campus',
  'industrial_zone',
  'free_trade_zone',
]

/** Empty margin along every district's edge, so that districts are easy to tell apart. */
const EDGE_MARGIN = 3

const sectorsOf = (types: readonly DistrictType[]) =>
  types.reduce((sum, type) => sum + DISTRICTS[type].sectors, 0)
const CORE_RADIUS = radiusForSectors(DISTRICTS[CORE].sectors)
const INNER_RADIUS = radiusForSectors(DISTRICTS[CORE].sectors + sectorsOf(INNER_RING))
const OUTER_RADIUS = radiusForSectors(NEXUS_SECTORS)

/** The area of a district without margins. */
export function districtWedge(type: DistrictType): Wedge {
  if (type === CORE) return { innerRadius: 0, outerRadius: CORE_RADIUS - EDGE_MARGIN, fromTurn: 0, toTurn: 1 }
  return INNER_RING.includes(type)
    ? ringWedge(INNER_RING, type, CORE_RADIUS, INNER_RADIUS)
    : ringWedge(OUTER_RING, type, INNER_RADIUS, OUTER_RADIUS)
}

function ringWedge(ring: readonly DistrictType[], type: DistrictType, inner: number, outer: number): Wedge {
  const before = sectorsOf(ring.slice(0, ring.indexOf(type)))
  const total = sectorsOf(ring)
  const marginTurns = EDGE_MARGIN / (Math.PI * (inner + outer))
  return {
    innerRadius: inner + EDGE_MARGIN,
    outerRadius: outer - EDGE_MARGIN,
    fromTurn: before / total + marginTurns,
    toTurn: (before + DISTRICTS[type].sectors) / total - marginTurns,
  }
}

const middleTurn = (type: DistrictType) => {
  const { fromTurn, toTurn } = districtWedge(type)
  return (fromTurn + toTurn) / 2
}

/** The centre of a district, where its highways and its warp gate arrive. */
export function districtCentre(type: DistrictType): Point {
  const { innerRadius, outerRadius } = districtWedge(type)
  return type === CORE ? { x: 0, y: 0 } : pointAt((innerRadius + outerRadius) / 2, middleTurn(type))
}

/**
 * Pairs of districts joined by a highway: neighbours within each ring, and every outer district with the nearest
 * inner one.
 */
export const HIGHWAYS: readonly (readonly [DistrictType, DistrictType])[] = [
  ...ringPairs(INNER_RING),
  ...ringPairs(OUTER_RING),
  ...OUTER_RING.map((outer) => [innerNeighbour(outer), outer] as const),
]

function ringPairs(ring: readonly DistrictType[]): (readonly [DistrictType, DistrictType])[] {
  return ring.map((type, index) => [type, ring[(index + 1) % ring.length] ?? type] as const)
}

function innerNeighbour(outer: DistrictType): DistrictType {
  const turn = middleTurn(outer)
  const distance = (type: DistrictType) => Math.abs(middleTurn(type) - turn)
  return INNER_RING.reduce((best, type) => (distance(type) < distance(best) ? type : best))
}

/** Where in the transit hub the warp gate to each other district is. */
export const WARP_GATES: readonly { to: DistrictType; place: Point }[] = DISTRICT_TYPES.filter(
  (type) => type !== CORE,
).map((to) => ({
  to,
  place: pointAt(CORE_RADIUS * (INNER_RING.includes(to) ? 0.4 : 0.75), middleTurn(to)),
}))
