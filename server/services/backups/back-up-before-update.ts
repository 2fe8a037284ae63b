import { randomUUID } from 'node:crypto'
import { type Database } from '#db/client.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { type Archive, type DatabaseRef, type Snapshot } from '#server/archive/archive.ts'
import { keptUntil, type BackupRetention } from '#server/domain/backups/retention.ts'
import { StartRefusal } from '#server/start-refusal.ts'
import { archiveName } from './archive-names.ts'

export type Taken = { id: string; name: string; galaxyId: string | null; startedAt: Date; snapshot: Snapshot }

/**
 * Backs up a database before an update changes its tables. There is no catalogue to write to yet when it is the platform's own: what it
 * answers is noted afterwards. @throws StartRefusal when it cannot: an update that fails could not be taken back.
 */
export async function backUpBeforeUpdate(
  archive: Archive,
  { galaxyId, source, now }: { galaxyId: string | null; source: DatabaseRef; now: Date },
): Promise<Taken> {
  const id = randomUUID()
  const name = archiveName(galaxyId, now, id)
  try {
    return { id, name, galaxyId, startedAt: now, snapshot: await archive.snapshot(source, name) }
  } catch (error) {
    throw new StartRefusal(
      `The update needs to change tables, and the backup before it failed: ${error instanceof Error ? error.message : String(error)} ` +
        'Nothing was changed. Repair the place for backups, or start once with BACKUP_BEFORE_UPDATE=0.',
    )
  }
}

/** Notes such a backup in the catalogue. */
export async function noteBackupBeforeUpdate(
  db: Database,
  { id, name, galaxyId, startedAt, snapshot }: Taken,
  retention: BackupRetention,
): Promise<void> {
  const { manifest, bytes, sha256 } = snapshot
  await db.insert(backups).values({
    ...{ id, name, galaxyId, startedAt, bytes, sha256, manifest },
    kind: manifest.kind,
    reason: 'before-migration',
    status: 'ready',
    finishedAt: new Date(Math.max(startedAt.getTime(), Date.parse(manifest.takenAt))),
    takenAt: new Date(manifest.takenAt),
    keptUntil: keptUntil(startedAt, { reason: 'before-migration', isFirstOfMonth: false }, retention),
    rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
  })
}
