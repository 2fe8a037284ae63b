import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { BACKUP_KINDS, BACKUP_REASONS, BACKUP_STATUSES } from '#server/domain/backups/backup-kinds.ts'
import { atLeast, inOrder, isObject, rule, setWhen } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/** The catalogue of backups. A row goes with its archive. */
export const backups = pgTable(
  'backups',
  {
    id: id(),
    kind: text('kind', { enum: BACKUP_KINDS }).notNull(),
    /** Null for the platform's own database. */
    galaxyId: uuid('galaxy_id').references(() => galaxies.id),
    reason: text('reason', { enum: BACKUP_REASONS }).notNull(),
    status: text('status', { enum: BACKUP_STATUSES }).notNull(),
    /** Of the archive in the store. */
    name: text('name').notNull().unique(),
    startedAt: moment('started_at').notNull(),
    finishedAt: moment('finished_at'),
    /** The moment that it shows. */
    takenAt: moment('taken_at'),
    keptUntil: moment('kept_until').notNull(),
    /** As stored. */
    bytes: bigint('bytes', { mode: 'number' }),
    sha256: text('sha256'),
    rows: bigint('rows', { mode: 'number' }),
    /** What is in it: tables with counts and hashes, schema, place in the log. */
    manifest: jsonb('manifest').$type<Record<string, unknown>>(),
    /** For administrators. */
    error: text('error'),
  },
  (t) => [
    index('backups_subject_idx').on(t.galaxyId, t.startedAt),
    index('backups_kept_idx').on(t.keptUntil),
    uniqueIndex('backups_running_key')
      .on(sql`coalesce(${t.galaxyId}, '00000000-0000-0000-0000-000000000000'::uuid)`)
      .where(sql`status = 'running'`),
    rule(t.galaxyId, 'of_a_galaxy', sql`(${t.galaxyId} is not null) = (${t.kind} = 'galaxy')`),
    setWhen(t.finishedAt, t.status, ['ready', 'failed']),
    ...[t.takenAt, t.bytes, t.sha256, t.rows, t.manifest].map((column) =>
      setWhen(column, t.status, ['ready']),
    ),
    setWhen(t.error, t.status, ['failed']),
    inOrder(t.startedAt, t.finishedAt),
    inOrder(t.startedAt, t.keptUntil),
    atLeast(t.bytes, 1),
    atLeast(t.rows, 0),
    isObject(t.manifest),
  ],
)

/** Restores for practice: what came of loading a backup into a database of its own, which is dropped again. */
export const backupDrills = pgTable(
  'backup_drills',
  {
    id: id(),
    at: moment('at').notNull(),
    kind: text('kind', { enum: BACKUP_KINDS }).notNull(),
    galaxyId: uuid('galaxy_id').references(() => galaxies.id),
    /** Null when there was none to try, and once it has expired. */
    backupId: uuid('backup_id').references(() => backups.id, { onDelete: 'set null' }),
    /** The moment that the backup shows. */
    takenAt: moment('taken_at'),
    passed: boolean('passed').notNull(),
    rows: bigint('rows', { mode: 'number' }),
    durationMs: integer('duration_ms').notNull(),
    /** What is wrong, for administrators. */
    error: text('error'),
  },
  (t) => [
    index('backup_drills_at_idx').on(t.at),
    rule(t.galaxyId, 'of_a_galaxy', sql`(${t.galaxyId} is not null) = (${t.kind} = 'galaxy')`),
    rule(t.error, 'error_if_failed', sql`(${t.error} is null) = ${t.passed}`),
    rule(t.rows, 'of_a_backup', sql`not ${t.passed} or ${t.rows} is not null`),
    atLeast(t.durationMs, 0),
    atLeast(t.rows, 0),
  ],
)
