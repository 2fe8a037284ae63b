import { type GalaxyDb } from '#db/client.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { createWarpGraph, reversed, type WarpGraph } from '#server/domain/galaxy/route-finding.ts'
import { galaxyUnavailable } from '../galaxies/galaxy-unavailable.ts'
import { compactMap } from './compact-map.ts'
import { type CompactMap } from './api/sector-calls.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { cacheByVersion } from './cache-by-version.ts'

/** A galaxy's sectors and warps; they change only when it is generated again. */
export type GalaxyMap = {
  compact: CompactMap
  graph: WarpGraph
  /** For ways to a sector; made when it is first asked for. */
  graphTo: () => WarpGraph
  nameOf: ReadonlyMap<number, string>
}

/** A region's map is about 100 KB, that of the Nexus some megabytes. */
const MAX_CACHED_MAPS = 60

const cachedMap = cacheByVersion<GalaxyMap>(MAX_CACHED_MAPS)

/** The map of this version, read once per process. Shared: do not modify it. @throws UNAVAILABLE while it is being built. */
export const loadMap = (galaxy: GalaxyCtx, version: number): Promise<GalaxyMap> =>
  cachedMap(galaxy, version, () => readSnapshot(galaxy, readMap))

async function readMap(galaxy: GalaxyDb): Promise<GalaxyMap> {
  const warpRows = await galaxy.select().from(warps)
  const compact = await compactMap(galaxy, warpRows)
  // An empty map must not be cached: its version would stay empty after the sectors are there.
  if (compact.ids.length === 0) throw galaxyUnavailable()
  const graph = createWarpGraph(warpRows)
  let graphTo: WarpGraph | null = null
  return {
    compact,
    graph,
    graphTo: () => (graphTo ??= reversed(graph)),
    nameOf: new Map(compact.ids.map((id, index) => [id, compact.names[index] ?? `Sector ${id}`])),
  }
}
