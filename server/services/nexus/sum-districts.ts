import { type District } from '#server/galaxy/api/nexus-calls.ts'

/** Sums over districts. */
export const sumDistricts = (districts: readonly District[]) => {
  const sum = (figure: (district: District) => number) =>
    districts.reduce((total, district) => total + figure(district), 0)
  return {
    totalSectors: sum((district) => district.sectorsCount),
    totalPorts: sum((district) => district.portsCount),
    totalPlanets: sum((district) => district.planetsCount),
  }
}
