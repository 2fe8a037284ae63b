import { job } from '#jobs/outbox.ts'
import { makeBackupJob } from '#jobs/backups/make-backup.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { requireDatabase } from './require-database.ts'
import { requireSubject } from './require-subject.ts'

/** Queues a backup of one database. Administrators only. @throws NOT_FOUND when there is no such database. */
export async function requestBackup(ctx: Ctx, { database }: { database: string }): Promise<void> {
  requireAdmin(ctx)
  await transact(ctx, async (tx) => {
    const galaxyId = await requireSubject(tx, database)
    await requireDatabase(tx, galaxyId)
    await tx.enqueue(job(makeBackupJob, { galaxyId, reason: 'by-hand' }))
    await tx.audit({ action: 'backup.requested', subject: { type: 'database', id: galaxyId ?? database } })
  })
}
