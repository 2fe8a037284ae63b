import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ELECTION_METHODS } from '#server/domain/regions/election-methods.ts'
import { ELECTION_STATUSES, OFFICE_END_REASONS } from '#server/domain/elections/election-types.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { RECALL_STATUSES } from '#server/domain/elections/recall.ts'
import { type Tally } from '#server/domain/voting/tally.ts'
import { type ElectionResults } from '#server/domain/elections/count.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { rolls } from './voting.ts'
import { pgTable } from './table.ts'

export const elections = pgTable(
  'elections',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    position: text('position', { enum: POSITIONS }).notNull(),
    seats: integer('seats').notNull(),
    /** The constitution's, as it was when nominations opened. */
    method: text('method', { enum: ELECTION_METHODS }).notNull().default('weighted_plurality'),
    status: text('status', { enum: ELECTION_STATUSES }).notNull(),
    calledBy: uuid('called_by').references(() => users.id),
    createdAt: moment('created_at').notNull(),
    /** Nominations close and voting opens at the same moment. */
    votingOpensAt: moment('voting_opens_at').notNull(),
    votingClosesAt: moment('voting_closes_at').notNull(),
    rollId: uuid('roll_id').references(() => rolls.id),
    lotteryCommitment: text('lottery_commitment').notNull(),
    lotterySecret: text('lottery_secret').notNull(),
    results: jsonb('results').$type<ElectionResults>(),
    resultsHash: text('results_hash'),
    decidedAt: moment('decided_at'),
    cancelReason: text('cancel_reason'),
    /** Null where nobody called it off: nobody stood. */
    cancelledBy: uuid('cancelled_by').references(() => users.id),
  },
  (t) => [
    index('elections_region_idx').on(t.regionId, t.createdAt),
    index('elections_roll_idx').on(t.rollId),
    uniqueIndex('elections_open_key')
      .on(t.regionId, t.position)
      .where(sql`status in ('pending', 'active')`),
  ],
)

export const candidacies = pgTable(
  'candidacies',
  {
    electionId: uuid('election_id')
      .notNull()
      .references(() => elections.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    platform: text('platform').notNull(),
    nominatedAt: moment('nominated_at').notNull(),
    withdrawnAt: moment('withdrawn_at'),
  },
  (t) => [primaryKey({ columns: [t.electionId, t.userId] })],
)

/** Who holds, or held, an office. It is held while `endedAt` is null. */
export const offices = pgTable(
  'offices',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    position: text('position', { enum: POSITIONS }).notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    electionId: uuid('election_id').references(() => elections.id),
    termFrom: moment('term_from').notNull(),
    termUntil: moment('term_until').notNull(),
    endedAt: moment('ended_at'),
    endReason: text('end_reason', { enum: OFFICE_END_REASONS }),
  },
  (t) => [
    uniqueIndex('offices_holder_key')
      .on(t.regionId, t.position, t.userId)
      .where(sql`ended_at is null`),
    index('offices_region_idx')
      .on(t.regionId)
      .where(sql`ended_at is null`),
    index('offices_former_idx')
      .on(t.regionId, t.endedAt)
      .where(sql`ended_at is not null`),
  ],
)

/** A petition to recall an office holder, and the vote that it leads to. */
export const recalls = pgTable(
  'recalls',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    officeId: uuid('office_id')
      .notNull()
      .references(() => offices.id),
    position: text('position', { enum: POSITIONS }).notNull(),
    holderId: uuid('holder_id')
      .notNull()
      .references(() => users.id),
    startedBy: uuid('started_by')
      .notNull()
      .references(() => users.id),
    reason: text('reason').notNull(),
    status: text('status', { enum: RECALL_STATUSES }).notNull(),
    startedAt: moment('started_at').notNull(),
    petitionEndsAt: moment('petition_ends_at').notNull(),
    /** The constitution's, as it was when the vote opened. */
    quorumBp: integer('quorum_bp'),
    rollId: uuid('roll_id').references(() => rolls.id),
    votingClosesAt: moment('voting_closes_at'),
    /** How long the region was closed while it was voted on, in milliseconds; the petition's time does not count. */
    pausedMs: bigint('paused_ms', { mode: 'number' }).notNull().default(0),
    tally: jsonb('tally').$type<Tally>(),
    tallyHash: text('tally_hash'),
    decidedAt: moment('decided_at'),
    /** Why it lapsed, if so. */
    lapseReason: text('lapse_reason'),
  },
  (t) => [
    index('recalls_region_idx').on(t.regionId, t.startedAt),
    index('recalls_roll_idx').on(t.rollId),
    uniqueIndex('recalls_open_key')
      .on(t.officeId)
      .where(sql`status in ('petition', 'voting')`),
  ],
)

export const recallSignatures = pgTable(
  'recall_signatures',
  {
    recallId: uuid('recall_id')
      .notNull()
      .references(() => recalls.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    signedAt: moment('signed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.recallId, t.userId] })],
)
