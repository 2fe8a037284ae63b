import { type GalaxyDb } from '#db/client.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { createWarpMap, type WarpMap } from '#server/domain/galaxy/route-finding.ts'
import { type WarpPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { type Ctx } from '../context.ts'
import { compactMap, type CompactMap } from './compact-map.ts'
import { keepReadings, type GalaxyVersion } from './keep-readings.ts'

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

/** The map of this version, read once by each process. Do not change it. @throws UNAVAILABLE */
export const getGalaxyMap = (ctx: Ctx, at: GalaxyVersion): Promise<GalaxyMap> =>
  keepMap(ctx, at, () =>
    ctx.galaxies.withGalaxy(at.galaxyId, (galaxy) =>
      galaxy.transaction(loadMap, { isolationLevel: 'repeatable read', accessMode: 'read only' }),
    ),
  )

async function loadMap(galaxy: GalaxyDb): Promise<GalaxyMap> {
  const passages = await galaxy.select().from(warps)
  const compact = await compactMap(galaxy, passages)
  return {
    compact,
    warps: passages,
    warpMap: createWarpMap(passages),
    nameOf: new Map(compact.ids.map((id, index) => [id, compact.names[index] ?? `Sector ${id}`])),
  }
}
