import { byRoute, type GalaxyPlan } from '../galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES } from '../galaxy/district-types.ts'
import { linkDistricts } from './link-districts.ts'
import { type NexusSpec } from './nexus-spec.ts'
import { type DistrictPlan, planDistrict } from './plan-district.ts'

/**
 * Generates the Central Nexus: 5,000 sectors in ten districts with warps, ports, markets and planets (DESIGN.md §3
 * Central Nexus). The same spec gives the same bytes. Any sector can reach any other.
 */
export const generateNexus = (spec: NexusSpec): GalaxyPlan =>
  composeNexus(DISTRICT_TYPES.map((type) => planDistrict(spec, type)))

/**
 * Joins the ten planned districts, in the order of DISTRICT_TYPES, into one galaxy. Separate from {@link
 * generateNexus} so that a job can report progress after each district.
 */
export const composeNexus = (districts: readonly DistrictPlan[]): GalaxyPlan => ({
  sectors: joined(districts.map(({ sectors }) => sectors)),
  warps: joined([...districts.map(({ warps }) => warps), linkDistricts(districts)]).sort(byRoute),
  ports: joined(districts.map(({ ports }) => ports)),
  portMarkets: joined(districts.map(({ portMarkets }) => portMarkets)),
  planets: joined(districts.map(({ planets }) => planets)),
})

/** `concat` copies whole lists at once, unlike `flatMap`. */
function joined<Row>(parts: readonly Row[][]): Row[] {
  const all: Row[] = []
  return all.concat(...parts)
}
