import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES, type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { districtOfSector } from '#server/domain/galaxy/districts.ts'

/** The part of a plan that belongs to these districts, including warps to and from other districts. */
export function selectDistricts(plan: GalaxyPlan, districts: readonly DistrictType[]): GalaxyPlan {
  if (districts.length === DISTRICT_TYPES.length) return plan
  const isReplaced = (sectorId: number) => {
    const district = districtOfSector(sectorId)
    return district !== null && districts.includes(district)
  }
  const ports = plan.ports.filter(({ sectorId }) => isReplaced(sectorId))
  const portIds = new Set(ports.map(({ id }) => id))
  return {
    sectors: plan.sectors.filter(({ id }) => isReplaced(id)),
    warps: plan.warps.filter(({ fromSector, toSector }) => isReplaced(fromSector) || isReplaced(toSector)),
    ports,
    portMarkets: plan.portMarkets.filter(({ portId }) => portIds.has(portId)),
    planets: plan.planets.filter(({ sectorId }) => isReplaced(sectorId)),
  }
}
