import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { verifyBackup } from '../backups/verify-backup.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireArchive, requireGalaxyOf } from './archive-rows.ts'

/**
 * Reads the galaxy of an archived region: its frozen database while that is there, and otherwise the archive, loaded into a database that
 * goes afterwards. @throws ArchiveError
 */
export async function withArchivedGalaxy<T>(
  ctx: Ctx,
  region: RegionRow,
  work: (galaxy: GalaxyApi) => Promise<T>,
): Promise<T> {
  const { id, location, databaseName } = await requireGalaxyOf(ctx, region)
  const { droppedAt, backupId } = await requireArchive(ctx.db, region.id)
  const { replacement } = ctx.galaxies
  const readAt = (name: string) =>
    replacement.withApi({ id, location, databaseName }, { name, as: 'owner' }, (apiAt) =>
      work(apiAt(ctx.clock)),
    )
  if (droppedAt === null || backupId === null) return readAt(databaseName)
  // Of its own for each attempt: one that is given up may still read.
  const copy = replacement.newCopyName(await ctx.clock.now(ctx.db))
  const scratch = { kind: 'galaxy' as const, location, databaseName: copy }
  try {
    const { name } = await verifyBackup(ctx, { backupId })
    await ctx.archive.restore(name, scratch)
    return await readAt(scratch.databaseName)
  } finally {
    await replacement.drop(scratch, scratch.databaseName)
  }
}
