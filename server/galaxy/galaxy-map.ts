import { type GalaxyDb } from '#db/client.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { createWarpMap, type WarpMap } from '#server/domain/galaxy/route-finding.ts'
import { type WarpPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { galaxyUnavailable } from '../galaxies/galaxy-unavailable.ts'
import { compactMap } from './compact-map.ts'
import { type CompactMap } from './galaxy-api.ts'
import { readGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { keepReadings } from './keep-readings.ts'

/** Everything about a galaxy's places that only a generation changes. */
export type GalaxyMap = {
  compact: CompactMap
  warps: readonly WarpPlan[]
  warpMap: WarpMap
  nameOf: ReadonlyMap<number, string>
}

/** A region's map is about 100 KB, that of the Nexus some megabytes. */
const MAPS_KEPT = 60

const keepMap = keepReadings<GalaxyMap>(MAPS_KEPT)

/** The map of this version, read once by each process. Do not change it. @throws UNAVAILABLE while it is being built. */
export const getGalaxyMap = (galaxy: GalaxyCtx, version: number): Promise<GalaxyMap> =>
  keepMap(galaxy, version, () => readGalaxy(galaxy, loadMap))

async function loadMap(galaxy: GalaxyDb): Promise<GalaxyMap> {
  const passages = await galaxy.select().from(warps)
  const compact = await compactMap(galaxy, passages)
  // Kept for its version, an empty one would stay after the sectors are there.
  if (compact.ids.length === 0) throw galaxyUnavailable()
  return {
    compact,
    warps: passages,
    warpMap: createWarpMap(passages),
    nameOf: new Map(compact.ids.map((id, index) => [id, compact.names[index] ?? `Sector ${id}`])),
  }
}
