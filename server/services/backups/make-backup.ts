import { randomUUID } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import { backups } from '#db/schema/platform/backups.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type Snapshot } from '#server/archive/archive.ts'
import { type BackupReason } from '#server/domain/backups/backup-kinds.ts'
import { isDailyDue, keptUntil } from '#server/domain/backups/retention.ts'
import { transact, type Ctx } from '../context.ts'
import { archiveName } from './archive-names.ts'
import { type BackupRow } from './backup-row.ts'
import { findLatest, hasDailyInMonthOf } from './queries.ts'
import { requireDatabase } from './require-database.ts'

export type Subject = { galaxyId: string | null; reason: BackupReason }

/**
 * Backs up one database: the platform's (`galaxyId` null) or a galaxy's. Null when another process is at it or has given it up, when today's
 * daily one exists, or when the galaxy is frozen or gone: what was asked for before that is its archive. A failure is a row of the catalogue. @throws NOT_FOUND, and what the archive throws.
 */
export async function makeBackup(ctx: Ctx, subject: Subject): Promise<BackupRow | null> {
  if (subject.reason !== 'before-termination' && (await isArchivedOrGone(ctx, subject.galaxyId))) return null
  const source = await requireDatabase(ctx, subject.galaxyId)
  const begun = await begin(ctx, subject)
  if (!begun) return null
  try {
    const made = await finish(ctx, begun, await ctx.archive.snapshot(source, begun.name))
    // It was given up meanwhile: nobody would know of what was stored.
    if (!made) await ctx.archive.erase(begun.name)
    return made
  } catch (error) {
    await failBackup(ctx, begun.id, error)
    throw error
  }
}

/** Whether a galaxy is in the archive, on its way there, or erased. */
async function isArchivedOrGone({ db }: Ctx, galaxyId: string | null): Promise<boolean> {
  if (galaxyId === null) return false
  const isOver = inArray(galaxies.status, ['archived', 'dropped'])
  return (await db.$count(galaxies, and(eq(galaxies.id, galaxyId), isOver))) > 0
}

async function begin(ctx: Ctx, { galaxyId, reason }: Subject): Promise<BackupRow | null> {
  const kind = galaxyId === null ? 'platform' : 'galaxy'
  return transact(ctx, async (tx) => {
    if (reason === 'daily' && !isDailyDue(await findLatest(tx.db, galaxyId), tx.now)) return null
    const id = randomUUID()
    const isFirstOfMonth = !(await hasDailyInMonthOf(tx.db, galaxyId, tx.now))
    const [row] = await tx.db
      .insert(backups)
      .values({
        ...{ id, kind, galaxyId, reason },
        status: 'running',
        name: archiveName(galaxyId, tx.now, id),
        startedAt: tx.now,
        keptUntil: keptUntil(tx.now, { reason, isFirstOfMonth }, tx.config.backups),
      })
      // The index backups_running_key allows one at a time of each database.
      .onConflictDoNothing()
      .returning()
    return row ?? null
  })
}

/** Notes what was stored. */
export async function finish(
  ctx: Ctx,
  { id }: Pick<BackupRow, 'id'>,
  { manifest, bytes, sha256 }: Snapshot,
): Promise<BackupRow | null> {
  return transact(ctx, async (tx) => {
    const [row] = await tx.db
      .update(backups)
      .set({
        status: 'ready',
        finishedAt: tx.now,
        // By the game's clock, which tests move.
        takenAt: new Date(Date.parse(manifest.takenAt) + tx.clock.offsetMs()),
        rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
        ...{ bytes, sha256, manifest },
      })
      .where(and(eq(backups.id, id), eq(backups.status, 'running')))
      .returning()
    if (!row) return null
    await tx.audit({
      action: 'backup.made',
      subject: { type: 'backup', id },
      detail: { kind: row.kind, galaxyId: row.galaxyId, reason: row.reason, bytes },
    })
    tx.publish({ audience: { kind: 'admin' }, topic: 'operation', id })
    return row
  })
}

const ERROR_MAX_LENGTH = 500

/** Ends a backup that did not become one. */
export async function failBackup(ctx: Ctx, backupId: string, error: unknown): Promise<void> {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_MAX_LENGTH)
  ctx.log.error({ err: error, backupId }, 'a backup failed')
  const now = await ctx.clock.now(ctx.db)
  await ctx.db
    .update(backups)
    .set({ status: 'failed', finishedAt: now, error: words || 'unknown' })
    .where(and(eq(backups.id, backupId), eq(backups.status, 'running')))
}
