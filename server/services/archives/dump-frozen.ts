import { and, asc, eq, gte, or } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { failBackup, makeBackup } from '../backups/make-backup.ts'
import { type BackupRow } from '../backups/backup-row.ts'
import { type Ctx } from '../context.ts'
import { type ArchiveRow } from './archive-rows.ts'

/** The archive's backup of a frozen galaxy, made once. @throws when another backup of the galaxy is running. */
export async function dumpFrozen(ctx: Ctx, archive: ArchiveRow): Promise<ArchiveRow & { backupId: string }> {
  const { id, galaxyId } = archive
  if (archive.backupId !== null) return { ...archive, backupId: archive.backupId }
  // Nobody else makes one of this reason, and we are alone at this region's archive.
  const left = await ctx.db
    .select({ id: backups.id })
    .from(backups)
    .where(and(eq(backups.status, 'running'), madeForIt(archive)))
  for (const { id: backupId } of left)
    await failBackup(ctx, backupId, new Error('Its process ended before it was done.'))
  const made =
    (await getDump(ctx.db, archive)) ?? (await makeBackup(ctx, { galaxyId, reason: 'before-termination' }))
  if (!made) throw new Error('another backup of this galaxy is running')
  await ctx.db
    .update(regionArchives)
    .set({ backupId: made.id, provedAt: null })
    .where(eq(regionArchives.id, id))
  return { ...archive, backupId: made.id, provedAt: null }
}

const madeForIt = ({ galaxyId, frozenAt }: ArchiveRow) =>
  and(
    eq(backups.galaxyId, galaxyId),
    eq(backups.reason, 'before-termination'),
    gte(backups.startedAt, frozenAt),
  )

/** The first backup that shows a frozen galaxy, also one that a restored platform found in the store; null when there is none. */
export async function getDump(db: Queryable, archive: ArchiveRow): Promise<BackupRow | null> {
  const taken = and(eq(backups.galaxyId, archive.galaxyId), gte(backups.takenAt, archive.frozenAt))
  const [row] = await db
    .select()
    .from(backups)
    .where(and(eq(backups.status, 'ready'), or(madeForIt(archive), taken)))
    .orderBy(asc(backups.takenAt))
    .limit(1)
  return row ?? null
}
