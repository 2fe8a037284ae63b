import { and, desc, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { type BackupRow } from './backup-row.ts'
import { isOf } from './queries.ts'

/** The newest backup of a database that can be restored, or null. */
export async function getNewestReady(db: Queryable, galaxyId: string | null): Promise<BackupRow | null> {
  const [row] = await db
    .select()
    .from(backups)
    .where(and(isOf(galaxyId), eq(backups.status, 'ready')))
    .orderBy(desc(backups.takenAt))
    .limit(1)
  return row ?? null
}
