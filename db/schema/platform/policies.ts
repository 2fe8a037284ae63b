import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  jsonb,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { POLICY_TYPES } from '#server/domain/regions/policy-types.ts'
import { MAJORITIES } from '#server/domain/regions/powers.ts'
import { type SettingsPatch } from '#server/domain/regions/levers.ts'
import { EFFECTIVE_DAYS, EXPIRY_DAYS } from '#server/domain/policies/law-timing.ts'
import { type TreasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { atLeast, between, isObject, rule, together } from '../checks.ts'
import { credits, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { laws, regions } from './regions.ts'
import { pgTable } from './table.ts'
import { votes } from './voting.ts'

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
    /** What passing it orders from the treasury, instead of changing a setting. */
    treasuryOrder: jsonb('treasury_order').$type<TreasuryOrder>(),
    /** What the order may cost at most: the price that voters were told. */
    orderCost: credits('order_cost'),
    majority: text('majority', { enum: MAJORITIES }).notNull(),
    status: text('status', { enum: POLICY_STATUSES }).notNull(),
    voteId: uuid('vote_id').notNull().unique(),
    /** Of the vote it points at: with `voteId` it can only be one of this kind. */
    voteKind: text('vote_kind').generatedAlwaysAs(sql`'policy'`),
    proposedBy: uuid('proposed_by')
      .notNull()
      .references(() => users.id),
    proposedAt: moment('proposed_at').notNull(),
    /** The policy that this one is a counter-proposal to: both are decided together. */
    counterTo: uuid('counter_to').references((): AnyPgColumn => policies.id),
    effectiveInDays: integer('effective_in_days').notNull().default(0),
    /** For how long it is law once it is; null: until it is changed. */
    expiresAfterDays: integer('expires_after_days'),
    effectiveAt: moment('effective_at'),
    implementedAt: moment('implemented_at'),
    lawId: uuid('law_id').references((): AnyPgColumn => laws.id),
    /** Why a passed policy could not be implemented, if so. */
    implementationError: text('implementation_error'),
  },
  (t) => [
    index('policies_region_idx').on(t.regionId, t.proposedAt),
    foreignKey({ columns: [t.voteId, t.voteKind], foreignColumns: [votes.id, votes.kind] }),
    index('policies_counter_idx').on(t.counterTo),
    isObject(t.proposedChanges),
    isObject(t.treasuryOrder),
    together(t.treasuryOrder, t.orderCost),
    atLeast(t.orderCost, 0),
    rule(
      t.treasuryOrder,
      'order_only',
      sql`${t.treasuryOrder} is null or (${t.proposedChanges} = '{}' and ${t.lawId} is null and ${t.expiresAfterDays} is null)`,
    ),
    between(t.effectiveInDays, EFFECTIVE_DAYS),
    between(t.expiresAfterDays, EXPIRY_DAYS),
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
