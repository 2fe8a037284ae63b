import { type Ctx } from '../context.ts'
import { districtFigures, type District } from './district-figures.ts'
import { readNexus } from './read-nexus.ts'

/** The ten districts in sector order; none before the first generation. */
export const listDistricts = async (ctx: Ctx): Promise<District[]> =>
  (await readNexus(ctx, districtFigures)) ?? []
