import { sql } from 'drizzle-orm'
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { type ElectionResults } from '#server/domain/elections/count.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { ELECTORATES } from '#server/domain/regions/powers.ts'
import { MOTION_KINDS, REGIONAL_KINDS, VOTE_KINDS, VOTE_STATES } from '#server/domain/voting/vote-kinds.ts'
import { after, atLeast, between, isArray, isObject, rule, setWhen } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'

/** What quorums and thresholds may be, in basis points. */
const SHARE_BP = { min: 1, max: 10_000 }

/**
 * One vote, whatever it is about: who may vote and until when, and what came of it. It exists from its opening on. Its subject (a
 * policy, an election, a recall, a motion, one side of a treaty) points at it and keeps its own status, which changes with `state` in
 * one transaction. Ballots lock the row `for share`, the close `for update`; locks are taken in the order region, subject,
 * votes by id.
 */
export const votes = pgTable(
  'votes',
  {
    id: id(),
    /** Null for a vote of the Galactic Council, which is of no region. */
    regionId: uuid('region_id').references(() => regions.id),
    kind: text('kind', { enum: VOTE_KINDS }).notNull(),
    /** Citizens may delegate their votes; a council's seats are not passed on. */
    electorate: text('electorate', { enum: ELECTORATES }).notNull(),
    /** Of the roll; where the Galactic Council votes it counts seats, not people. */
    size: integer('size').notNull(),
    totalWeight: bigint('total_weight', { mode: 'number' }).notNull(),
    /** SHA-256 of the stable serialisation of the roll. */
    rollHash: text('roll_hash').notNull(),
    opensAt: moment('opens_at').notNull(),
    closesAt: moment('closes_at').notNull(),
    /** How long the region was closed meanwhile, in milliseconds; the close came as much later. */
    pausedMs: bigint('paused_ms', { mode: 'number' }).notNull().default(0),
    /** When a late quorum gave the vote more time; it does so once. */
    extendedAt: moment('extended_at'),
    /** When those who had not voted were reminded of the close. */
    remindedAt: moment('reminded_at'),
    /** From the end of the vote until those who voted have what voting earns. */
    rewardDueAt: moment('reward_due_at'),
    /** As they stood when the vote opened; null for an election, which has neither. */
    quorumBp: integer('quorum_bp'),
    thresholdBp: integer('threshold_bp'),
    /** `void`: ended without a count, because its subject was withdrawn or ended before. */
    state: text('state', { enum: VOTE_STATES }).notNull().default('open'),
    /** Of a motion the tally, of an election the results. */
    tally: jsonb('tally').$type<Tally | ElectionResults>(),
    /** SHA-256 of their text. */
    tallyHash: text('tally_hash'),
    /** When it was counted or ended. */
    decidedAt: moment('decided_at'),
  },
  (t) => [
    // What subjects refer to: a policy can only point at a policy's vote.
    unique('votes_kind_key').on(t.id, t.kind),
    index('votes_open_idx')
      .on(t.closesAt)
      .where(sql`state = 'open'`),
    index('votes_region_idx').on(t.regionId, t.decidedAt),
    index('votes_reward_due_idx')
      .on(t.rewardDueAt)
      .where(sql`reward_due_at is not null`),
    ...[atLeast(t.size, 0), atLeast(t.totalWeight, 0), atLeast(t.pausedMs, 0)],
    ...[between(t.quorumBp, SHARE_BP), between(t.thresholdBp, SHARE_BP), isObject(t.tally)],
    after(t.opensAt, t.closesAt),
    setWhen(t.regionId, t.kind, REGIONAL_KINDS),
    setWhen(t.quorumBp, t.kind, MOTION_KINDS),
    setWhen(t.thresholdBp, t.kind, MOTION_KINDS),
    setWhen(t.decidedAt, t.state, ['counted', 'void']),
    setWhen(t.tally, t.state, ['counted']),
    setWhen(t.tallyHash, t.state, ['counted']),
    rule(t.rewardDueAt, 'reward', sql`${t.rewardDueAt} is null or ${t.state} <> 'open'`),
  ],
)

export const rollEntries = pgTable(
  'roll_entries',
  {
    voteId: uuid('vote_id')
      .notNull()
      .references(() => votes.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    weight: integer('weight').notNull(),
    /** Why this person is eligible: "citizen", "council member", "owner". */
    reason: text('reason').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.voteId, t.userId] }),
    index('roll_entries_user_idx').on(t.userId),
    atLeast(t.weight, 1),
  ],
)

/** One ballot a roll row. No roll row, no ballot: the foreign key says so. */
export const ballots = pgTable(
  'ballots',
  {
    voteId: uuid('vote_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** `[yes | no | abstain]` for a motion; candidate ids in order of preference for an election (empty: abstain). */
    choice: jsonb('choice').$type<string[]>().notNull(),
    /** The voter's own. */
    weight: integer('weight').notNull(),
    /** Written by the close: the weight of those who voted through this ballot, and the people it spoke for; on the Galactic Council seats, from the start. */
    delegatedWeight: bigint('delegated_weight', { mode: 'number' }).notNull().default(0),
    represents: integer('represents').notNull().default(1),
    receipt: text('receipt').notNull(),
    castAt: moment('cast_at').notNull(),
    changedAt: moment('changed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.voteId, t.userId] }),
    foreignKey({ columns: [t.voteId, t.userId], foreignColumns: [rollEntries.voteId, rollEntries.userId] }),
    isArray(t.choice),
    ...[atLeast(t.weight, 1), atLeast(t.delegatedWeight, 0), atLeast(t.represents, 1)],
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
    rule(t.delegateId, 'somebody_else', sql`${t.delegateId} <> ${t.delegatorId}`),
    index('delegations_at_idx').on(t.regionId, t.madeAt),
  ],
)
