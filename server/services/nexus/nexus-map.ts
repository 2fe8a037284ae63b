import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { loadCompactMap, type CompactMap } from '../galaxy/compact-map.ts'
import { readNexus } from './read-nexus.ts'

/** The whole Nexus as a map with the version it shows. @throws NOT_FOUND before the first generation. */
export async function nexusMap(ctx: Ctx): Promise<CompactMap & { version: number }> {
  const map = await readNexus(ctx, async (galaxy, state) => ({
    ...(await loadCompactMap(galaxy)),
    version: state.version,
  }))
  if (!map) throw notFound('The Central Nexus')
  return map
}
