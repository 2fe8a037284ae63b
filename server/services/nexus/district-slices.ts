import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { type DistrictType } from '#server/domain/nexus/district-types.ts'
import { districtOfSector } from '#server/domain/nexus/districts.ts'

export type DistrictSlice = GalaxyPlan & { district: DistrictType }

/**
 * The part of a plan that replacing these districts writes, district by district in their order. A warp goes with the
 * district it starts in; one that comes from a district that stays goes with the district it ends in.
 */
export function sliceByDistrict(plan: GalaxyPlan, districts: readonly DistrictType[]): DistrictSlice[] {
  const slices = new Map<DistrictType, DistrictSlice>(
    districts.map((district) => [
      district,
      { district, sectors: [], warps: [], ports: [], portMarkets: [], planets: [] },
    ]),
  )
  const sliceAt = (sectorId: number) => {
    const district = districtOfSector(sectorId)
    return district === null ? undefined : slices.get(district)
  }
  const sectorOfPort = new Map(plan.ports.map(({ id, sectorId }) => [id, sectorId]))
  for (const sector of plan.sectors) sliceAt(sector.id)?.sectors.push(sector)
  for (const warp of plan.warps) (sliceAt(warp.fromSector) ?? sliceAt(warp.toSector))?.warps.push(warp)
  for (const port of plan.ports) sliceAt(port.sectorId)?.ports.push(port)
  for (const market of plan.portMarkets) {
    sliceAt(sectorOfPort.get(market.portId) ?? 0)?.portMarkets.push(market)
  }
  for (const planet of plan.planets) sliceAt(planet.sectorId)?.planets.push(planet)
  return [...slices.values()]
}
