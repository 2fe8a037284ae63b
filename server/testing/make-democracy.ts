import { makeMember, makeRegion, type MadeRegion, type RegionOptions } from './make-region.ts'
import { type UserActor } from '../services/require-actor.ts'
import { type TestPlatform } from './test-platform.ts'

/** A democracy with `citizens` besides its owner, who is the first of the `voters`. */
export async function makeDemocracy(
  platform: TestPlatform,
  citizens: number,
  options: Omit<RegionOptions, 'governanceType'> = {},
): Promise<MadeRegion & { voters: UserActor[] }> {
  const made = await makeRegion(platform, { ...options, governanceType: 'democracy' })
  const voters = [made.owner]
  for (let n = 0; n < citizens; n++) voters.push(await makeMember(platform, made.region))
  return { ...made, voters }
}
