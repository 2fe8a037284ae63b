import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { ARCHIVE_JOBS } from '#jobs/archives/archive-jobs.ts'
import { job } from '#jobs/outbox.ts'
import { canKeepDatabase } from '#server/domain/regions/archive-steps.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Tx } from '../context.ts'
import { endOperation } from '../operations/end-operation.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { openOperation } from '../operations/open-operation.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { returnRegion } from './return-region.ts'

/**
 * Lets an archived region follow its subscription. While its galaxy is not frozen it comes back at once; afterwards by an operation, which
 * begins when the database is not being removed any more. The caller has locked its row.
 */
export async function followWhileArchived(tx: Tx, region: RegionRow, wanted: RegionStatus): Promise<void> {
  if (wanted === 'terminated') return openArchiveOperation(tx, region, 'terminate-region')
  const archiving = await getOpenOperation(tx.db, 'archive-region', region.id)
  if (wanted === 'archived') {
    // One that was coming back looks again before it opens.
    if (archiving || (await getOpenOperation(tx.db, 'return-region', region.id))) return
    if (region.galaxyId !== null && !(await isInArchive(tx.db, region.id)))
      await openArchiveOperation(tx, region, 'archive-region')
    return
  }
  if (archiving && !canKeepDatabase(archiving.step)) return
  if (archiving) await endOperation(tx, archiving.id, { status: 'cancelled' })
  if (await isFrozen(tx.db, region)) await openArchiveOperation(tx, region, 'return-region')
  else await returnRegion(tx, region, wanted)
}

/** Opens what is done with the archive of a region, unless it is under way. The caller has locked its row. */
export async function openArchiveOperation(
  tx: Tx,
  { id }: RegionRow,
  kind: keyof typeof ARCHIVE_JOBS,
): Promise<void> {
  const { operation, isNew } = await openOperation(tx, { kind, subjectId: id, input: {} })
  if (!isNew) return
  await tx.enqueue(job(ARCHIVE_JOBS[kind], { operationId: operation.id }))
  tx.publish({ audience: { kind: 'region', regionId: id }, topic: 'region', id })
}

/** Whether nobody but the archive has a region's galaxy. */
const isInArchive = async (db: Queryable, regionId: string): Promise<boolean> =>
  (await db.$count(
    regionArchives,
    and(
      eq(regionArchives.regionId, regionId),
      isNull(regionArchives.endedAt),
      isNotNull(regionArchives.droppedAt),
    ),
  )) > 0

/** Whether a region's galaxy is frozen or in the archive: nobody reaches it. */
export async function isFrozen(db: Queryable, { galaxyId }: RegionRow): Promise<boolean> {
  if (galaxyId === null) return false
  const [galaxy] = await db
    .select({ status: galaxies.status })
    .from(galaxies)
    .where(eq(galaxies.id, galaxyId))
  return galaxy?.status === 'archived'
}
