import { index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import {
  OBSERVED_STATES,
  REGION_DRIVERS,
  RESOURCE_BOUNDS,
  SERVED_BY,
  type ObservedState,
} from '#server/domain/deployments/deployment.ts'
import { atLeast, between, isArray, rule, together } from '../checks.ts'
import { moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'
import { sql } from 'drizzle-orm'

/** What was done to bring a region to what it should be; `error` where it failed. */
export type StepTaken = { step: string; at: string; error: string | null }

/**
 * How a region is to be served, and how it is: one row for each whose operator asked for something. Without one the platform's own
 * processes serve it. Whether it is to run at all follows from its status and its galaxy's (`presenceOf`).
 */
export const regionDeployments = pgTable(
  'region_deployments',
  {
    regionId: uuid('region_id')
      .primaryKey()
      .references(() => regions.id),
    driver: text('driver', { enum: REGION_DRIVERS }).notNull().default('process'),
    servedBy: text('served_by', { enum: SERVED_BY }).notNull(),
    cpu: integer('cpu').notNull(),
    memoryGb: integer('memory_gb').notNull(),
    /** Since when an operator has suspended it. */
    suspendedAt: moment('suspended_at'),
    /** Grows with each change of what is wanted. */
    generation: integer('generation').notNull(),
    changedAt: moment('changed_at').notNull(),
    /** Null for the platform itself. */
    changedBy: uuid('changed_by').references(() => users.id),
    observedState: text('observed_state', { enum: OBSERVED_STATES }).$type<ObservedState>(),
    /** Since when it is that. */
    observedSince: moment('observed_since'),
    /** The generation that was reached last. */
    observedGeneration: integer('observed_generation').notNull().default(0),
    observedAt: moment('observed_at'),
    /** Of the last step, if it failed. Shown to administrators. */
    error: text('error'),
    /** How often in a row, and when it is tried again. */
    failures: integer('failures').notNull().default(0),
    nextTryAt: moment('next_try_at'),
    /** How often a server of its own was started in the place of one that was lost. */
    restarts: integer('restarts').notNull().default(0),
    /** The last steps, the newest first. */
    steps: jsonb('steps').$type<StepTaken[]>().notNull(),
    /** The host that runs its servers; null where there are none. */
    host: text('host'),
    /** The process there that looks after them, and until when nobody else may. */
    keeper: uuid('keeper'),
    leasedUntil: moment('leased_until'),
  },
  (t) => [
    between(t.cpu, RESOURCE_BOUNDS.cpu),
    between(t.memoryGb, RESOURCE_BOUNDS.memoryGb),
    atLeast(t.generation, 1),
    rule(
      t.observedGeneration,
      'observed_generation',
      sql`${t.observedGeneration} between 0 and ${t.generation}`,
    ),
    together(t.observedState, t.observedSince),
    atLeast(t.failures, 0),
    atLeast(t.restarts, 0),
    isArray(t.steps),
    together(t.host, t.leasedUntil),
    index('region_deployments_host_idx').on(t.host),
    index('region_deployments_changed_by_idx').on(t.changedBy),
  ],
)
