import { notFound } from '#server/errors.ts'
import { ArchiveError } from '#server/archive/archive.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { type BackupRow } from './backup-row.ts'
import { getBackup } from './queries.ts'

/**
 * Reads a backup to its end, as the catalogue knows it. For the platform's own command and administrators.
 * @throws NOT_FOUND, ArchiveError with what is wrong.
 */
export async function verifyBackup(ctx: Ctx, { backupId }: { backupId: string }): Promise<BackupRow> {
  if (ctx.actor.kind !== 'system') requireAdmin(ctx)
  const backup = await getBackup(ctx.db, backupId)
  if (!backup || backup.status !== 'ready') throw notFound('This backup')
  const { sha256 } = await ctx.archive.verify(backup.name)
  // Sealed with the right key is not enough: another backup could lie in its place.
  if (sha256 !== backup.sha256)
    throw new ArchiveError('damaged', 'This is not the backup of the catalogue. Take another one.')
  return backup
}
