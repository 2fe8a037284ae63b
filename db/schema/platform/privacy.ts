import { sql } from 'drizzle-orm'
import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import {
  EXPORT_ATTEMPTS_MAX,
  EXPORT_BYTES_MAX,
  EXPORT_PARTS_MAX,
  EXPORT_STATES,
  type ExportedFile,
} from '#server/domain/privacy/export-rules.ts'
import { DELETION_OUTCOMES } from '#server/domain/privacy/deletion-rules.ts'
import { after, between, inOrder, isArray, rule, setWhen, together } from '../checks.ts'
import { bytes, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'

/** Exports: of what is known about a person, or of a region. At most one of each is under way. */
export const dataExports = pgTable(
  'data_exports',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The region that it is of, for all who may export it; then the user is who asked. Null: it is of the user. */
    regionId: uuid('region_id').references(() => regions.id, { onDelete: 'cascade' }),
    state: text('state', { enum: EXPORT_STATES }).notNull().default('queued'),
    requestedAt: moment('requested_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When it is made. While it is being made, when another process may try. */
    dueAt: moment('due_at').notNull(),
    finishedAt: moment('finished_at'),
    expiresAt: moment('expires_at'),
    /** Of the zip file. */
    sizeBytes: integer('size_bytes'),
    /** The files of a region's export. */
    contents: jsonb('contents').$type<ExportedFile[]>(),
  },
  (t) => [
    uniqueIndex('data_exports_open_key')
      .on(t.userId)
      .where(sql`state = 'queued' and region_id is null`),
    uniqueIndex('data_exports_open_of_region_key')
      .on(t.regionId)
      .where(sql`state = 'queued'`),
    index('data_exports_user_idx').on(t.userId, t.requestedAt),
    index('data_exports_region_idx').on(t.regionId, t.requestedAt),
    index('data_exports_due_idx')
      .on(t.dueAt)
      .where(sql`state = 'queued'`),
    between(t.attempts, { min: 0, max: EXPORT_ATTEMPTS_MAX }),
    between(t.sizeBytes, { min: 1, max: EXPORT_BYTES_MAX }),
    setWhen(t.finishedAt, t.state, ['ready', 'failed']),
    setWhen(t.expiresAt, t.state, ['ready']),
    setWhen(t.sizeBytes, t.state, ['ready']),
    isArray(t.contents),
    // A process from before there were exports of regions would make the user's own, for all who may have the region's.
    rule(
      t.contents,
      'contents',
      sql`(${t.contents} is not null) = (${t.regionId} is not null and ${t.state} = 'ready')`,
    ),
    inOrder(t.requestedAt, t.finishedAt),
    after(t.finishedAt, t.expiresAt),
  ],
)

/** The zip file of an export, in pieces of {@link EXPORT_PART_BYTES}. */
export const dataExportParts = pgTable(
  'data_export_parts',
  {
    exportId: uuid('export_id')
      .notNull()
      .references(() => dataExports.id, { onDelete: 'cascade' }),
    /** Counts from 0. */
    number: integer('number').notNull(),
    content: bytes('content').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.exportId, t.number] }),
    between(t.number, { min: 0, max: EXPORT_PARTS_MAX }),
  ],
)

/** Deletions of accounts that were asked for: at most one open a person. The row outlives the person's data and names nobody. */
export const accountDeletions = pgTable(
  'account_deletions',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    requestedAt: moment('requested_at').notNull(),
    dueAt: moment('due_at').notNull(),
    endedAt: moment('ended_at'),
    outcome: text('outcome', { enum: DELETION_OUTCOMES }),
  },
  (t) => [
    uniqueIndex('account_deletions_open_key')
      .on(t.userId)
      .where(sql`ended_at is null`),
    index('account_deletions_due_idx')
      .on(t.dueAt)
      .where(sql`ended_at is null`),
    inOrder(t.requestedAt, t.dueAt),
    inOrder(t.requestedAt, t.endedAt),
    together(t.endedAt, t.outcome),
  ],
)
