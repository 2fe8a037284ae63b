import { and, eq, gt } from 'drizzle-orm'
import { auditLog } from '#db/schema/platform/operations.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { job } from '#jobs/outbox.ts'
import { makeBackupJob } from '#jobs/backups/make-backup.ts'
import { BY_HAND_PER_DAY } from '#server/domain/backups/retention.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { isOf } from './queries.ts'
import { requireDatabase } from './require-database.ts'
import { requireSubject } from './require-subject.ts'

/**
 * Queues a backup of one database. Administrators only, and of each only so many within a day: every one is kept for weeks.
 * @throws NOT_FOUND when there is no such database, CONFLICT `archived` or `backup-running`, TOO_MANY_REQUESTS `backups-of-today`.
 */
export async function requestBackup(ctx: Ctx, { database }: { database: string }): Promise<void> {
  const admin = requireAdmin(ctx)
  await transact(ctx, async (tx) => {
    const galaxyId = await requireSubject(tx, database)
    await requireDatabase(tx, galaxyId)
    await requireUseful(tx, galaxyId)
    await requireRoom(tx, admin.userId)
    await tx.enqueue(job(makeBackupJob, { galaxyId, reason: 'by-hand' }))
    await tx.audit({ action: REQUESTED, subject: { type: 'database', id: galaxyId ?? database } })
  })
}

/** Who asks for what would not be made is told so, instead of waiting for it. */
async function requireUseful(tx: Tx, galaxyId: string | null): Promise<void> {
  if (galaxyId !== null) {
    const isArchived = and(eq(galaxies.id, galaxyId), eq(galaxies.status, 'archived'))
    if ((await tx.db.$count(galaxies, isArchived)) > 0)
      throw new GameError('CONFLICT', 'This galaxy is on its way into the archive, which is its backup.', {
        reason: 'archived',
      })
  }
  if ((await tx.db.$count(backups, and(isOf(galaxyId), eq(backups.status, 'running')))) > 0)
    throw new GameError('CONFLICT', 'A backup of this is being made. Wait for it, then ask again.', {
      reason: 'backup-running',
    })
}

const REQUESTED = 'backup.requested'

async function requireRoom(tx: Tx, userId: string): Promise<void> {
  // Two requests at once count each other.
  await tx.db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
  const since = new Date(tx.now.getTime() - DAY_MS)
  const mine = and(eq(auditLog.actorId, userId), eq(auditLog.action, REQUESTED), gt(auditLog.at, since))
  if ((await tx.db.$count(auditLog, mine)) < BY_HAND_PER_DAY) return
  throw new GameError(
    'TOO_MANY_REQUESTS',
    `You asked for ${BY_HAND_PER_DAY} backups within a day. Wait until tomorrow, or make it by command: npm run admin -- backup.`,
    { reason: 'backups-of-today' },
  )
}
