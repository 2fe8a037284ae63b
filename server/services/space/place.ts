import { eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { isOpenForBusiness, isReadable } from '#server/domain/regions/region-status.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getNexusGalaxy } from '../nexus/nexus-galaxy.ts'
import { getNexusState } from '../nexus/get-nexus-state.ts'
import { getRegion, type RegionRow } from '../regions/region-rows.ts'

/** Name of the Central Nexus in inputs; reserved, so no region can have it. */
export const NEXUS_REF = 'nexus'

/** A galaxy that pilots can be in: a region, or the Nexus (`region` null). */
export type Place = {
  galaxyId: string
  /** Audience of live events here: the region's id, or that of the Nexus' galaxy. */
  id: string
  ref: string
  displayName: string
  region: RegionRow | null
  /** Grows when its map changes. */
  version: number
}

export const regionPlace = (region: RegionRow, galaxyId: string): Place => ({
  galaxyId,
  id: region.id,
  ref: region.name,
  displayName: region.displayName,
  region,
  version: region.mapVersion,
})

/** Null before the Nexus was generated. */
export async function nexusPlace(ctx: Ctx): Promise<Place | null> {
  const state = await getNexusState(ctx.db)
  if (!state) return null
  return {
    galaxyId: state.galaxyId,
    id: state.galaxyId,
    ref: NEXUS_REF,
    displayName: 'Central Nexus',
    region: null,
    version: state.version,
  }
}

/**
 * The place with this name. @throws NOT_FOUND when there is none, or its galaxy is not built or closed for good.
 */
export async function requirePlace(ctx: Ctx, ref: string): Promise<Place> {
  if (ref === NEXUS_REF) {
    const nexus = await nexusPlace(ctx)
    if (!nexus) throw notFound('The Central Nexus')
    return nexus
  }
  const region = await getRegion(ctx.db, ref)
  if (!region?.galaxyId || !isReadable(region.status)) throw notFound('This region')
  return regionPlace(region, region.galaxyId)
}

/** The place that a galaxy belongs to. @throws NOT_FOUND once it belongs to none. */
export async function placeOfGalaxy(ctx: Ctx, galaxyId: string): Promise<Place> {
  const [region] = await regionOfGalaxy(ctx.db).execute({ galaxyId })
  if (region) return regionPlace(region, galaxyId)
  const nexus = (await getNexusGalaxy(ctx))?.id === galaxyId ? await nexusPlace(ctx) : null
  if (!nexus) throw notFound('This galaxy')
  return nexus
}

const regionOfGalaxy = prepared((db) =>
  db
    .select()
    .from(regions)
    .where(eq(regions.galaxyId, sql.placeholder('galaxyId')))
    .prepare('region_of_galaxy'),
)

/** @throws CONFLICT while nobody can arrive or move there (a suspended region is read-only). */
export function requireOpenPlace({ region, displayName }: Place): void {
  if (!region || isOpenForBusiness(region.status)) return
  throw new GameError('CONFLICT', `${displayName} is ${region.status}: ships stay where they are for now.`, {
    reason: 'region-not-open',
  })
}
