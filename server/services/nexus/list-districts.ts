import { type Ctx } from '../context.ts'
import { keepReadings } from '../galaxy/keep-readings.ts'
import { getDistrictFigures, type District } from './get-district-figures.ts'
import { getNexusState } from './get-nexus-state.ts'
import { readNexus } from './read-nexus.ts'

/** One entry, because there is only one Nexus. */
const keepDistricts = keepReadings<District[]>(1)

/** The ten districts in sector order; empty before the first generation. */
export async function listDistricts(ctx: Ctx): Promise<District[]> {
  const state = await getNexusState(ctx.db)
  if (!state) return []
  return keepDistricts(ctx, state, async () => (await readNexus(ctx, getDistrictFigures)) ?? [])
}
