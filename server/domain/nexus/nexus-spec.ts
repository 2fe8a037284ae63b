import { type DistrictType } from '../galaxy/district-types.ts'

/** All that a Nexus is made from. The same spec always gives the same plan, byte for byte. */
export type NexusSpec = {
  seed: string
  /** Districts that were regenerated alone since, each with the seed it was given then. */
  districtSeeds?: Partial<Record<DistrictType, string>>
}

/**
 * The spec after regenerating some districts with a new seed; the others keep theirs. Regenerating all ten this way
 * equals a new Nexus in everything but the spec.
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
