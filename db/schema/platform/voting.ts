import { sql } from 'drizzle-orm'
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'

/** Who may vote on one question, frozen when the vote opened. Policies (treaty ratifications too) and elections have one. */
export const rolls = pgTable(
  'rolls',
  {
    id: id(),
    /** Null for a vote of the Galactic Council, which is of no region. */
    regionId: uuid('region_id').references(() => regions.id),
    subject: text('subject', { enum: ['policy', 'election', 'treaty', 'recall', 'council'] }).notNull(),
    /** Citizens may have their voices carried by a delegate; a council's seats are not passed on. */
    electorate: text('electorate', { enum: ['citizens', 'council'] }).notNull(),
    openedAt: moment('opened_at').notNull(),
    size: integer('size').notNull(),
    totalWeight: bigint('total_weight', { mode: 'number' }).notNull(),
    /** SHA-256 of the stable serialisation of the entries. */
    hash: text('hash').notNull(),
    /** When those who had not voted were told that the close is near. */
    remindedAt: moment('reminded_at'),
    /** When the close was put off because the quorum came late; a policy and a motion of the Council keep that themselves. */
    extendedAt: moment('extended_at'),
    /** From the end of the vote until those who voted have what voting earns. */
    rewardDueAt: moment('reward_due_at'),
  },
  (t) => [
    index('rolls_reward_due_idx')
      .on(t.rewardDueAt)
      .where(sql`reward_due_at is not null`),
  ],
)

export const rollEntries = pgTable(
  'roll_entries',
  {
    rollId: uuid('roll_id')
      .notNull()
      .references(() => rolls.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    weight: integer('weight').notNull(),
    /** Why this person is eligible: "citizen", "council member", "owner". */
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.rollId, t.userId] }), index('roll_entries_user_idx').on(t.userId)],
)

/** One ballot a roll row. No roll row, no ballot: the foreign key says so. */
export const ballots = pgTable(
  'ballots',
  {
    rollId: uuid('roll_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** `[yes | no | abstain]` for a motion; candidate ids in order of preference for an election (empty: abstain). */
    choice: jsonb('choice').$type<string[]>().notNull(),
    /** The voter's own. */
    weight: integer('weight').notNull(),
    /** Written by the close: the weight of those who voted through this ballot, and the people it spoke for. */
    delegatedWeight: bigint('delegated_weight', { mode: 'number' }).notNull().default(0),
    represents: integer('represents').notNull().default(1),
    receipt: text('receipt').notNull(),
    castAt: moment('cast_at').notNull(),
    changedAt: moment('changed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.rollId, t.userId] }),
    foreignKey({ columns: [t.rollId, t.userId], foreignColumns: [rollEntries.rollId, rollEntries.userId] }),
  ],
)

/**
 * A citizen's standing wish to be spoken for by another of the region. In force while `endedAt` is null; ended ones stay,
 * since a close that is counted late asks for those of its moment.
 */
export const delegations = pgTable(
  'delegations',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    delegatorId: uuid('delegator_id')
      .notNull()
      .references(() => users.id),
    delegateId: uuid('delegate_id')
      .notNull()
      .references(() => users.id),
    madeAt: moment('made_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [
    uniqueIndex('delegations_key')
      .on(t.regionId, t.delegatorId)
      .where(sql`ended_at is null`),
    index('delegations_delegate_idx').on(t.delegateId),
    index('delegations_at_idx').on(t.regionId, t.madeAt),
  ],
)
