import { and, eq, isNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type Ctx, type Tx } from '../context.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireRegion } from '../regions/require-region.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type OperationKind } from '#server/domain/operations/operation-status.ts'
import { type Run } from './run-steps.ts'

export type ArchiveRow = typeof regionArchives.$inferSelect
export type GalaxyRow = typeof galaxies.$inferSelect

/** The archive of a region that is not over; null before its galaxy is frozen. */
export async function getArchive(db: Queryable, regionId: string): Promise<ArchiveRow | null> {
  const [row] = await db
    .select()
    .from(regionArchives)
    .where(and(eq(regionArchives.regionId, regionId), isNull(regionArchives.endedAt)))
  return row ?? null
}

export async function requireArchive(db: Queryable, regionId: string): Promise<ArchiveRow> {
  const archive = await getArchive(db, regionId)
  if (!archive) throw new Error(`the galaxy of region ${regionId} was never frozen`)
  return archive
}

export async function requireGalaxyOf(ctx: Ctx, { id, galaxyId }: RegionRow): Promise<GalaxyRow> {
  const [galaxy] =
    galaxyId === null ? [] : await ctx.db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
  if (!galaxy) throw new Error(`region ${id} was never built`)
  return galaxy
}

export const requireGalaxy = async (ctx: Ctx, regionId: string): Promise<GalaxyRow> =>
  requireGalaxyOf(ctx, await requireRegion(ctx, regionId))

/** The region, locked, if this run is still the one that counts. */
export async function lockForRun(
  tx: Tx,
  kind: OperationKind,
  { id, regionId }: Run,
): Promise<RegionRow | null> {
  const region = await requireLockedRegion(tx, regionId)
  return (await getOpenOperation(tx.db, kind, regionId))?.id === id ? region : null
}
