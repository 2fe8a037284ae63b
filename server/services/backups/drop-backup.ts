import { eq } from 'drizzle-orm'
import { backups } from '#db/schema/platform/backups.ts'
import { transact, type Ctx } from '../context.ts'
import { getBackup } from './queries.ts'

/** Erases a backup and takes it out of the catalogue. Safe to repeat. */
export async function dropBackup(ctx: Ctx, backupId: string): Promise<void> {
  const backup = await getBackup(ctx.db, backupId)
  if (!backup) return
  await ctx.archive.erase(backup.name)
  await transact(ctx, async (tx) => {
    await tx.db.delete(backups).where(eq(backups.id, backupId))
    await tx.audit({
      action: 'backup.expired',
      subject: { type: 'backup', id: backupId },
      detail: { name: backup.name },
    })
  })
}
