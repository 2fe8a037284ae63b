import { z } from 'zod'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES, type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { composeNexus } from '#server/domain/nexus/generate-nexus.ts'
import { reseedDistricts, type NexusSpec } from '#server/domain/nexus/nexus-spec.ts'
import { planDistrict, type DistrictPlan } from '#server/domain/nexus/plan-district.ts'
import { preservePlayerOwned } from '#server/domain/nexus/preserve-player-owned.ts'
import { type Claims } from './load-claims.ts'

/** What one run must generate. Stored with the operation, so that every attempt generates the same. */
export const generationOrder = z.object({
  /** Null: all ten districts, as a new Nexus. */
  districts: z.array(z.enum(DISTRICT_TYPES)).nullable(),
  preservePlayerData: z.boolean(),
  seed: z.string(),
  /** Whether the requester chose the seed. */
  seedGiven: z.boolean(),
})
export type GenerationOrder = z.infer<typeof generationOrder>

export const districtsOf = (order: GenerationOrder): readonly DistrictType[] =>
  order.districts ?? DISTRICT_TYPES

/** The spec after this order: districts that stay keep their seeds. `current` is null before the first generation. */
export function nextSpec(current: NexusSpec | null, order: GenerationOrder): NexusSpec {
  if (order.districts === null || current === null) return { seed: order.seed }
  return reseedDistricts(current, order.districts, order.seed)
}

/** Plans all ten districts. `afterEach` may stop it by returning false; the result is then null. */
export async function planNexus(
  spec: NexusSpec,
  afterEach: (district: DistrictType, done: number) => Promise<boolean> = async () => true,
): Promise<GalaxyPlan | null> {
  const plans: DistrictPlan[] = []
  for (const district of DISTRICT_TYPES) {
    plans.push(planDistrict(spec, district))
    if (!(await afterEach(district, plans.length))) return null
  }
  return composeNexus(plans)
}

/** The new plan, with everything that players own or occupy carried over from `current`. */
export const keepClaims = (current: GalaxyPlan, next: GalaxyPlan, claims: Claims): GalaxyPlan =>
  preservePlayerOwned(current, next, {
    portIds: claims.ports.map(({ id }) => id),
    planetIds: claims.planets.map(({ id }) => id),
    occupiedSectorIds: claims.pilots.map(({ sectorId }) => sectorId),
  })
