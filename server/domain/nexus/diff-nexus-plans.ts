import { type GalaxyPlan } from '../galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES, type DistrictType } from '../galaxy/district-types.ts'
import { districtOfSector } from '../galaxy/districts.ts'

export type ChangeCounts = { added: number; removed: number; changed: number; unchanged: number }
export type DistrictChanges = {
  district: DistrictType
  sectors: ChangeCounts
  warps: ChangeCounts
  ports: ChangeCounts
  planets: ChangeCounts
}

/**
 * What changes if one Nexus replaces another, per district in order: the dry run of a generation. `before` is null
 * for the first one. A warp counts for the district where it starts. A port counts as changed if its name, class or
 * market terms differ; stock is ignored, because trade moves it every minute.
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

/** Content of each row as text, by key. */
type Rows = Map<string | number, string>
type RowsByDistrict = Record<DistrictType, Rows>

function contentByDistrict(plan: GalaxyPlan | null) {
  const terms = marketTerms(plan)
  const sectors = emptyDistricts()
  const warps = emptyDistricts()
  const ports = emptyDistricts()
  const planets = emptyDistricts()
  // Columns are listed explicitly: neither their order nor columns added by a database count as a change.
  for (const { id, name, district, zone, x, y, security, development, traffic } of plan?.sectors ?? [])
    rowsAt(sectors, id).set(id, [name, district, zone, x, y, security, development, traffic].join('|'))
  for (const { fromSector, toSector, kind } of plan?.warps ?? [])
    rowsAt(warps, fromSector).set(`${fromSector}>${toSector}`, kind)
  for (const { id, sectorId, name, portClass } of plan?.ports ?? [])
    rowsAt(ports, sectorId).set(id, [sectorId, name, portClass, ...(terms.get(id) ?? [])].join('|'))
  for (const { id, sectorId, name, planetClass, population, habitability } of plan?.planets ?? [])
    rowsAt(planets, sectorId).set(id, [sectorId, name, planetClass, population, habitability].join('|'))
  return { sectors, warps, ports, planets }
}

function rowsAt(grouped: RowsByDistrict, sectorId: number): Rows {
  const district = districtOfSector(sectorId)
  if (district === null) throw new RangeError(`sector ${sectorId} is not in the Nexus`)
  return grouped[district]
}

function marketTerms(plan: GalaxyPlan | null): Map<number, string[]> {
  const terms = new Map<number, string[]>()
  for (const market of plan?.portMarkets ?? []) {
    const { portId, commodity, role, basePrice, capacity, productionPerDay, restBp } = market
    const own = terms.get(portId) ?? []
    own.push([commodity, role, basePrice, capacity, productionPerDay, restBp].join())
    terms.set(portId, own)
  }
  // Rows from a database come in any order.
  for (const own of terms.values()) own.sort()
  return terms
}

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
