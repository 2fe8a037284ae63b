import { and, desc, eq, gte } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { failBackup, makeBackup } from '../backups/make-backup.ts'
import { type Ctx } from '../context.ts'
import { type ArchiveRow } from './archive-rows.ts'

/** The archive's backup of a frozen galaxy, made once. @throws when another backup of the galaxy is running. */
export async function dumpFrozen(ctx: Ctx, archive: ArchiveRow): Promise<ArchiveRow & { backupId: string }> {
  const { id, galaxyId, frozenAt } = archive
  if (archive.backupId !== null) return { ...archive, backupId: archive.backupId }
  const ours = and(
    eq(backups.galaxyId, galaxyId),
    eq(backups.reason, 'before-termination'),
    gte(backups.startedAt, frozenAt),
  )
  const begun = await ctx.db.select().from(backups).where(ours).orderBy(desc(backups.startedAt))
  // Nobody else makes one of this reason, and we are alone at this region's archive.
  for (const { id: backupId, status } of begun)
    if (status === 'running')
      await failBackup(ctx, backupId, new Error('Its process ended before it was done.'))
  const made =
    begun.find(({ status }) => status === 'ready') ??
    (await makeBackup(ctx, { galaxyId, reason: 'before-termination' }))
  if (!made) throw new Error('another backup of this galaxy is running')
  await ctx.db
    .update(regionArchives)
    .set({ backupId: made.id, provedAt: null })
    .where(eq(regionArchives.id, id))
  return { ...archive, backupId: made.id, provedAt: null }
}
