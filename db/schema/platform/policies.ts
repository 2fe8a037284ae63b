import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, text, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { POLICY_TYPES } from '#server/domain/regions/policy-types.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { type SettingsPatch } from '#server/domain/regions/levers.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { rolls } from './voting.ts'
import { pgTable } from './table.ts'

export const policies = pgTable(
  'policies',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    policyType: text('policy_type', { enum: POLICY_TYPES }).notNull(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    proposedChanges: jsonb('proposed_changes').$type<SettingsPatch>().notNull(),
    electorate: text('electorate', { enum: ['citizens', 'council'] }).notNull(),
    majority: text('majority', { enum: ['simple', 'two_thirds'] }).notNull(),
    /** Threshold and quorum as they stood when the vote opened. */
    thresholdBp: integer('threshold_bp').notNull(),
    quorumBp: integer('quorum_bp').notNull(),
    status: text('status', { enum: POLICY_STATUSES }).notNull(),
    rollId: uuid('roll_id')
      .notNull()
      .references(() => rolls.id),
    proposedBy: uuid('proposed_by')
      .notNull()
      .references(() => users.id),
    proposedAt: moment('proposed_at').notNull(),
    votingClosesAt: moment('voting_closes_at').notNull(),
    /** How long the region was closed while it was voted on, in milliseconds. */
    pausedMs: bigint('paused_ms', { mode: 'number' }).notNull().default(0),
    /** When a late quorum gave the vote more time; it does so once. */
    extendedAt: moment('extended_at'),
    /** The policy that this one is a counter-proposal to: both are decided together. */
    counterTo: uuid('counter_to').references((): AnyPgColumn => policies.id),
    effectiveInDays: integer('effective_in_days').notNull().default(0),
    /** For how long it is law once it is; null: until it is changed. */
    expiresAfterDays: integer('expires_after_days'),
    decidedAt: moment('decided_at'),
    tally: jsonb('tally').$type<Tally>(),
    tallyHash: text('tally_hash'),
    effectiveAt: moment('effective_at'),
    implementedAt: moment('implemented_at'),
    lawId: uuid('law_id'),
    /** Why a passed policy could not be implemented, if so. */
    implementationError: text('implementation_error'),
  },
  (t) => [
    index('policies_region_idx').on(t.regionId, t.proposedAt),
    index('policies_roll_idx').on(t.rollId),
    index('policies_counter_idx').on(t.counterTo),
    index('policies_due_idx')
      .on(t.votingClosesAt)
      .where(sql`status = 'voting'`),
    index('policies_passed_idx')
      .on(t.effectiveAt)
      .where(sql`status = 'passed'`),
  ],
)

/** The levers that open policies touch: the unique index keeps it at one open policy a lever. */
export const openPolicyLevers = pgTable(
  'open_policy_levers',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    lever: text('lever').notNull(),
    policyId: uuid('policy_id')
      .notNull()
      .references(() => policies.id),
  },
  (t) => [uniqueIndex('open_policy_levers_key').on(t.regionId, t.lever)],
)
