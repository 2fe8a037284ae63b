import { type DistrictType } from '../galaxy/district-types.ts'

/** The input of a Nexus. The same spec gives the same plan, byte for byte. */
export type NexusSpec = {
  seed: string
  /** Districts regenerated separately since, with their seeds. */
  districtSeeds?: Partial<Record<DistrictType, string>>
}

/**
 * The spec after regenerating some districts with a new seed; the others keep theirs. Regenerating all ten gives the
 * same Nexus as a new seed, only the spec differs.
 */
export function reseedDistricts(
  spec: NexusSpec,
  districts: readonly DistrictType[],
  seed: string,
): NexusSpec {
  const districtSeeds = { ...spec.districtSeeds }
  for (const district of districts) districtSeeds[district] = seed
  return { ...spec, districtSeeds }
}
