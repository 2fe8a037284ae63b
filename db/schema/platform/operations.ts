import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { REFUSED_KINDS } from '#server/domain/operations/refused-requests.ts'
import { OPERATION_KINDS, OPERATION_STATUSES } from '#server/domain/operations/operation-status.ts'
import { atLeast, between, inOrder, isObject, setWhen } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/** Long-running work with progress that pages show: one row per run, at most one open run per subject. */
export const operations = pgTable(
  'operations',
  {
    id: id(),
    kind: text('kind', { enum: OPERATION_KINDS }).notNull(),
    /** Its subject: a region's id, or `nexus`. */
    subjectId: text('subject_id').notNull(),
    status: text('status', { enum: OPERATION_STATUSES }).notNull(),
    step: text('step').notNull(),
    /** 0–100. */
    progress: integer('progress').notNull().default(0),
    input: jsonb('input').$type<Record<string, unknown>>().notNull(),
    result: jsonb('result').$type<Record<string, unknown>>(),
    /** Shown to the person who waits; the cause is in the log. */
    error: text('error'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: moment('next_attempt_at'),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    requestedBy: uuid('requested_by').references(() => users.id),
    createdAt: moment('created_at').notNull(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('operations_open_key')
      .on(t.kind, t.subjectId)
      .where(sql`status in ('queued', 'running')`),
    index('operations_subject_idx').on(t.kind, t.subjectId, t.createdAt),
    between(t.progress, { min: 0, max: 100 }),
    atLeast(t.attempts, 0),
    isObject(t.input),
    isObject(t.result),
    setWhen(t.finishedAt, t.status, ['succeeded', 'failed', 'cancelled']),
    inOrder(t.createdAt, t.startedAt),
    inOrder(t.createdAt, t.finishedAt),
  ],
)

/** The current Central Nexus: one row, once it was generated. */
export const nexusState = pgTable(
  'nexus_state',
  {
    id: id(),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    seed: text('seed').notNull(),
    districtSeeds: jsonb('district_seeds').$type<Record<string, string>>().notNull(),
    version: integer('version').notNull(),
    createdAt: moment('created_at').notNull(),
    generatedAt: moment('generated_at').notNull(),
    generationMs: integer('generation_ms').notNull(),
    stronglyConnected: boolean('strongly_connected').notNull(),
  },
  (t) => [
    isObject(t.districtSeeds),
    atLeast(t.version, 1),
    atLeast(t.generationMs, 0),
    inOrder(t.createdAt, t.generatedAt),
  ],
)

/** Who did what, written in the same transaction as the action. Partitioned by month. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigserial('id', { mode: 'number' }).notNull(),
    at: moment('at').notNull(),
    /** The user, or null for the platform itself. */
    actorId: uuid('actor_id').references(() => users.id),
    actorKind: text('actor_kind', { enum: ['anonymous', 'user', 'system'] }).notNull(),
    action: text('action').notNull(),
    regionId: uuid('region_id'),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.at, t.id] }),
    index('audit_region_idx').on(t.regionId, t.at, t.id),
    index('audit_actor_idx').on(t.actorId, t.at, t.id),
    index('audit_subject_idx').on(t.subjectType, t.subjectId),
    setWhen(t.actorId, t.actorKind, ['user']),
    isObject(t.detail),
  ],
)

/** Jobs, written in the transaction that needs them. A relay hands them to the queue after the commit. */
export const jobOutbox = pgTable(
  'job_outbox',
  {
    id: id(),
    name: text('name').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    runAt: moment('run_at').notNull(),
    createdAt: moment('created_at').notNull(),
    /** Of the request that booked it, for the log. */
    requestId: uuid('request_id'),
  },
  (t) => [index('job_outbox_created_idx').on(t.createdAt), isObject(t.payload)],
)

/** Requests that were refused, counted by UTC day, person, address, what was asked and why; kept for FAILED_LOG_IN_DAYS. */
export const refusedRequests = pgTable(
  'refused_requests',
  {
    id: id(),
    /** SHA-256 of all that is the same in the requests that the row counts. */
    key: text('key').notNull(),
    day: date('day').notNull(),
    kind: text('kind', { enum: REFUSED_KINDS }).notNull(),
    /** The procedure, or the door where none was reached; empty in the row of a day that counts what there was no room for. */
    what: text('what').notNull(),
    reason: text('reason').notNull(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    address: text('address'),
    count: integer('count').notNull(),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
  },
  (t) => [
    uniqueIndex('refused_requests_key').on(t.key),
    index('refused_requests_day_idx').on(t.day),
    index('refused_requests_last_idx').on(t.lastAt),
    index('refused_requests_user_idx').on(t.userId, t.lastAt),
    atLeast(t.count, 1),
    inOrder(t.firstAt, t.lastAt),
  ],
)
