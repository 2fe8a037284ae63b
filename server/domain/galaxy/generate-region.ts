import { createRandom, type Random } from '../random.ts'
import { type Specialization } from '../economy/specializations.ts'
import { elementAt } from './element-at.ts'
import { byRoute, type GalaxyPlan, type SectorPlan, type WarpPlan, ZONES, type Zone } from './galaxy-plan.ts'
import { createLocalWarps } from './local-warps.ts'
import { type Point, pointAt, radiusForSectors, scatterInWedge, squaredDistance } from './point-layout.ts'
import { createWarpGraph, turnsFrom } from './route-finding.ts'
import { createNamer } from './sector-names.ts'
import { settleSectors } from './settlement.ts'
import { regionSettlement, ZONE_CHARACTERS } from './zone-character.ts'
import { REGION_SECTORS } from './region-size.ts'

/** With fewer sectors not every class of port fits into the federation zone. */
export const MIN_REGION_SECTORS = 50

export type RegionSpec = { seed: string; sectors?: number; specialization?: Specialization | null }
export type RegionPlan = GalaxyPlan & { gateSectorId: number }

/** Shares of the sectors, nearest to the gate first, at which the federation and border zones end. */
const FEDERATION_SHARE = 0.3
const BORDER_SHARE = 0.7

/**
 * Generates a region (DESIGN.md §3 Regions): sectors 1 … n on a disc, strongly connected by local warps, in zones by
 * warps from the gate. The gate sector has a trade hub and every class of port occurs, so every commodity is bought
 * and sold somewhere. The same spec gives the same bytes. Throws a RangeError below 50 sectors.
 */
export function generateRegion(spec: RegionSpec): RegionPlan {
  const count = spec.sectors ?? REGION_SECTORS
  if (!Number.isSafeInteger(count) || count < MIN_REGION_SECTORS)
    throw new RangeError(`a region has at least ${MIN_REGION_SECTORS} sectors, not ${count}`)
  const random = createRandom(spec.seed).fork('region')
  const radius = radiusForSectors(count)
  const disc = { innerRadius: 0, outerRadius: radius, fromTurn: 0, toTurn: 1 }
  const points = scatterInWedge(disc, count, random.fork('positions'))
  const gateSectorId = chooseGate(points, radius, random.fork('gate'))
  const warps = createLocalWarps(points, 1, random.fork('warps')).sort(byRoute)
  const zones = zonesByDistance(count, warps, gateSectorId)

  const namer = createNamer(random.fork('names'))
  const levels = random.fork('levels')
  const sectors = points.map(({ x, y }, index): SectorPlan => {
    const zone = elementAt(zones, index)
    const id = index + 1
    const { nouns, security, development, traffic } = ZONE_CHARACTERS[zone]
    return {
      id,
      name: namer.place(id === gateSectorId ? ['Gate'] : nouns),
      district: null,
      zone,
      x,
      y,
      security: levels.int(...security),
      development: levels.int(...development),
      traffic: levels.int(...traffic),
    }
  })
  const settlements = ZONES.map((zone) =>
    settleSectors(
      sectors.filter((sector) => sector.zone === zone),
      regionSettlement(zone, spec.specialization ?? null),
      random.fork(`settlement/${zone}`),
      namer,
      gateSectorId,
    ),
  )
  const byId = (a: { id: number }, b: { id: number }) => a.id - b.id
  return {
    gateSectorId,
    sectors,
    warps,
    ports: settlements.flatMap(({ ports }) => ports).sort(byId),
    portMarkets: settlements.flatMap(({ portMarkets }) => portMarkets).sort((a, b) => a.portId - b.portId),
    planets: settlements.flatMap(({ planets }) => planets).sort(byId),
  }
}

/** The sector nearest to a random point two thirds out, so that the region has a far side for its frontier. */
function chooseGate(points: readonly Point[], radius: number, random: Random): number {
  const place = pointAt((radius * 2) / 3, random.next())
  let best = 0
  points.forEach((point, index) => {
    if (squaredDistance(point, place) < squaredDistance(elementAt(points, best), place)) best = index
  })
  return best + 1
}

/** Zone of each sector in id order. Equal distances share a zone, so the shares are exact to one ring of warps. */
function zonesByDistance(count: number, warps: readonly WarpPlan[], gateSectorId: number): Zone[] {
  // All warps of a region are local and cost one turn, so turns count warps.
  const hops = turnsFrom(createWarpGraph(warps), gateSectorId)
  const ascending = [...hops.values()].sort((a, b) => a - b)
  const federationEnd = elementAt(ascending, Math.floor(count * FEDERATION_SHARE))
  const borderEnd = elementAt(ascending, Math.floor(count * BORDER_SHARE))
  return Array.from({ length: count }, (_, index) => {
    const distance = hops.get(index + 1) ?? Infinity
    if (distance <= federationEnd) return 'federation'
    return distance <= borderEnd ? 'border' : 'frontier'
  })
}
