import { and, eq, isNull, lt } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { job } from '#jobs/outbox.ts'
import { makeBackupJob } from '#jobs/backups/make-backup.ts'
import { BACKUP_STUCK_MS, isDailyDue } from '#server/domain/backups/retention.ts'
import { transact, type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { dropBackup } from './drop-backup.ts'
import { failBackup } from './make-backup.ts'
import { type BackupRow } from './backup-row.ts'
import { getNewestReady } from './newest-ready.ts'
import { findLatest } from './queries.ts'

/** Queues the daily backups that are due, ends those whose process died, and deletes what was kept long enough. */
export async function sweepBackups(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const stuck = await ctx.db
    .select()
    .from(backups)
    .where(
      and(eq(backups.status, 'running'), lt(backups.startedAt, new Date(now.getTime() - BACKUP_STUCK_MS))),
    )
  await sweepEach(ctx, stuck, ({ id }) =>
    failBackup(ctx, id, new Error('Its process ended before it was done.')),
  )
  const ready = await ctx.db
    .select({ galaxyId: galaxies.id })
    .from(galaxies)
    .where(eq(galaxies.status, 'ready'))
  await sweepEach(ctx, [{ galaxyId: null }, ...ready], async ({ galaxyId }) => {
    if (!isDailyDue(await findLatest(ctx.db, galaxyId), now)) return
    await transact(ctx, (tx) => tx.enqueue(job(makeBackupJob, { galaxyId, reason: 'daily' })))
  })
  const over = await ctx.db.select().from(backups).where(lt(backups.keptUntil, now))
  await sweepEach(ctx, over, (row) => expireBackup(ctx, row))
}

/**
 * The newest backup of a database that still exists is kept, however old it is: without it nothing would be left to restore. What is the
 * archive of a region is kept until that comes back or ends.
 */
async function expireBackup(ctx: Ctx, { id, galaxyId, status }: BackupRow): Promise<void> {
  if (status === 'running' || (await isAnArchive(ctx, id))) return
  if (await isThere(ctx, galaxyId)) {
    const newest = await getNewestReady(ctx.db, galaxyId)
    if (newest?.id === id) return
  }
  await dropBackup(ctx, id)
}

const isAnArchive = async ({ db }: Ctx, backupId: string): Promise<boolean> =>
  (await db.$count(
    regionArchives,
    and(eq(regionArchives.backupId, backupId), isNull(regionArchives.endedAt)),
  )) > 0

async function isThere({ db }: Ctx, galaxyId: string | null): Promise<boolean> {
  if (galaxyId === null) return true
  const [galaxy] = await db
    .select({ status: galaxies.status })
    .from(galaxies)
    .where(eq(galaxies.id, galaxyId))
  return galaxy !== undefined && galaxy.status !== 'dropped'
}
