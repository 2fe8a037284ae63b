import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { type CompactMap } from '#server/galaxy/api/sector-calls.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getNexusState } from './get-nexus-state.ts'

/** The map of the whole Nexus with its version. @throws NOT_FOUND before the first generation. */
export async function getNexusMap(ctx: Ctx): Promise<CompactMap & { version: number }> {
  const state = await getNexusState(ctx.db)
  if (!state) throw notFound('The Central Nexus')
  const map = await galaxyClient(ctx, state.galaxyId).getMap({ version: state.version })
  return { ...map, version: state.version }
}
