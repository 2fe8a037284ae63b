import { and, desc, eq, gte, isNull, lt } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { monthOf, type EarlierBackup } from '#server/domain/backups/retention.ts'
import { type BackupRow } from './backup-row.ts'

/** Those of one database; null means the platform's. */
export const isOf = (galaxyId: string | null) =>
  galaxyId === null ? isNull(backups.galaxyId) : eq(backups.galaxyId, galaxyId)

export async function findLatest(db: Queryable, galaxyId: string | null): Promise<EarlierBackup[]> {
  return db
    .select({ reason: backups.reason, status: backups.status, startedAt: backups.startedAt })
    .from(backups)
    .where(and(isOf(galaxyId), eq(backups.reason, 'daily')))
    .orderBy(desc(backups.startedAt))
    .limit(5)
}

export async function getBackup(db: Queryable, backupId: string): Promise<BackupRow | null> {
  const [row] = await db.select().from(backups).where(eq(backups.id, backupId))
  return row ?? null
}

export async function hasDailyInMonthOf(db: Queryable, galaxyId: string | null, at: Date): Promise<boolean> {
  const { from, to } = monthOf(at)
  const inMonth = and(gte(backups.startedAt, from), lt(backups.startedAt, to))
  const daily = and(isOf(galaxyId), eq(backups.reason, 'daily'), eq(backups.status, 'ready'), inMonth)
  return (await db.$count(backups, daily)) > 0
}
