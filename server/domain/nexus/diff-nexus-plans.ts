import { type GalaxyPlan, type WarpPlan } from '../galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES, type DistrictType } from './district-types.ts'
import { districtOfSector } from './districts.ts'

export type ChangeCounts = { added: number; removed: number; changed: number; unchanged: number }
export type DistrictChanges = {
  district: DistrictType
  sectors: ChangeCounts
  warps: ChangeCounts
  ports: ChangeCounts
  planets: ChangeCounts
}

/**
 * What replacing one Nexus by another would change, district by district in their order: the dry run of a
 * generation. `before` is null before the first one. A warp counts for the district it starts in. A port counts as
 * changed when its name, class or the terms of a market change; its stock does not count, for that moves by trade
 * every minute.
 */
export function diffNexusPlans(before: GalaxyPlan | null, after: GalaxyPlan): DistrictChanges[] {
  const old = contentByDistrict(before)
  const fresh = contentByDistrict(after)
  return DISTRICT_TYPES.map((district) => ({
    district,
    sectors: countChanges(old.sectors[district], fresh.sectors[district]),
    warps: countChanges(old.warps[district], fresh.warps[district]),
    ports: countChanges(old.ports[district], fresh.ports[district]),
    planets: countChanges(old.planets[district], fresh.planets[district]),
  }))
}

/** What makes a row itself, as text, by the key that names it. */
type Rows = Map<string | number, string>
type RowsByDistrict = Record<DistrictType, Rows>

function contentByDistrict(plan: GalaxyPlan | null) {
  const terms = marketTerms(plan)
  return {
    sectors: group(
      plan?.sectors,
      (sector) => sector.id,
      (sector) => sector.id,
    ),
    warps: group(plan?.warps, (warp) => warp.fromSector, routeOf),
    ports: group(
      plan?.ports?.map((port) => ({ ...port, terms: terms.get(port.id) })),
      (port) => port.sectorId,
      (port) => port.id,
    ),
    planets: group(
      plan?.planets,
      (planet) => planet.sectorId,
      (planet) => planet.id,
    ),
  }
}

function marketTerms(plan: GalaxyPlan | null): Map<number, string[]> {
  const terms = new Map<number, string[]>()
  for (const { portId, commodity, role, basePrice, capacity, productionPerDay } of plan?.portMarkets ?? []) {
    const own = terms.get(portId) ?? []
    own.push([commodity, role, basePrice, capacity, productionPerDay].join())
    terms.set(portId, own)
  }
  // Rows read back from a database come in any order.
  for (const own of terms.values()) own.sort()
  return terms
}

const routeOf = (warp: WarpPlan) => `${warp.fromSector}>${warp.toSector}`

function group<Row extends object>(
  rows: readonly Row[] | undefined,
  sectorOf: (row: Row) => number,
  keyOf: (row: Row) => string | number,
): RowsByDistrict {
  const grouped = emptyDistricts()
  for (const row of rows ?? []) {
    const district = districtOfSector(sectorOf(row))
    if (district === null) throw new RangeError(`sector ${sectorOf(row)} is not in the Nexus`)
    grouped[district].set(keyOf(row), contentOf(row))
  }
  return grouped
}

/** Independent of the order of columns, which a database may give differently. */
const contentOf = (row: object): string =>
  JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))

const emptyDistricts = (): RowsByDistrict => ({
  commerce_central: new Map(),
  diplomatic_quarter: new Map(),
  industrial_zone: new Map(),
  residential_district: new Map(),
  transit_hub: new Map(),
  high_security_zone: new Map(),
  cultural_center: new Map(),
  research_campus: new Map(),
  free_trade_zone: new Map(),
  gateway_plaza: new Map(),
})

function countChanges(before: Rows, after: Rows): ChangeCounts {
  const counts: ChangeCounts = { added: 0, removed: 0, changed: 0, unchanged: 0 }
  for (const [key, content] of after) {
    const old = before.get(key)
    if (old === undefined) counts.added++
    else counts[old === content ? 'unchanged' : 'changed']++
  }
  for (const key of before.keys()) if (!after.has(key)) counts.removed++
  return counts
}
