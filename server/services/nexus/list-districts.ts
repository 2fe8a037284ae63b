import { type District } from '#server/galaxy/api/nexus-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getNexusState } from './get-nexus-state.ts'

/** The ten districts in sector order; none before the first generation. */
export async function listDistricts(ctx: Ctx): Promise<District[]> {
  const state = await getNexusState(ctx.db)
  if (!state) return []
  return galaxyClient(ctx, state.galaxyId).listDistricts({ version: state.version })
}
