import { byRoute, type GalaxyPlan } from '../galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES } from './district-types.ts'
import { linkDistricts } from './link-districts.ts'
import { type NexusSpec } from './nexus-spec.ts'
import { type DistrictPlan, planDistrict } from './plan-district.ts'

/**
 * The whole Central Nexus: 5,000 sectors in ten districts with warps, ports, markets and planets (DESIGN.md §3 Central
 * Nexus). Pure: the same spec gives the same bytes. Any sector can reach any other.
 */
export const generateNexus = (spec: NexusSpec): GalaxyPlan =>
  composeNexus(DISTRICT_TYPES.map((type) => planDistrict(spec, type)))

/**
 * Joins the ten planned districts, in the order of DISTRICT_TYPES, to one galaxy. Separate from
 * {@link generateNexus} so that a job can plan district by district and report progress in between.
 */
export const composeNexus = (districts: readonly DistrictPlan[]): GalaxyPlan => ({
  sectors: districts.flatMap(({ sectors }) => sectors),
  warps: [...districts.flatMap(({ warps }) => warps), ...linkDistricts(districts)].sort(byRoute),
  ports: districts.flatMap(({ ports }) => ports),
  portMarkets: districts.flatMap(({ portMarkets }) => portMarkets),
  planets: districts.flatMap(({ planets }) => planets),
})
