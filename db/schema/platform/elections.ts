import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ELECTION_METHODS } from '#server/domain/regions/election-methods.ts'
import { ELECTION_STATUSES, OFFICE_END_REASONS } from '#server/domain/elections/election-types.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { RECALL_STATUSES } from '#server/domain/elections/recall.ts'
import { id, moment } from '../columns.ts'
import { after, atLeast, rule, setWhen } from '../checks.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'
import { votes } from './voting.ts'

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
    /** How long the vote is to be open; once it is, its own close counts. */
    votingDays: integer('voting_days').notNull(),
    /** Null until nominations are over. */
    voteId: uuid('vote_id').unique(),
    /** Of the vote it points at: with `voteId` it can only be one of this kind. */
    voteKind: text('vote_kind').generatedAlwaysAs(sql`'election'`),
    lotteryCommitment: text('lottery_commitment').notNull(),
    lotterySecret: text('lottery_secret').notNull(),
    cancelledAt: moment('cancelled_at'),
    cancelReason: text('cancel_reason'),
    /** Null where nobody called it off: nobody stood. */
    cancelledBy: uuid('cancelled_by').references(() => users.id),
  },
  (t) => [
    index('elections_region_idx').on(t.regionId, t.createdAt),
    foreignKey({ columns: [t.voteId, t.voteKind], foreignColumns: [votes.id, votes.kind] }),
    uniqueIndex('elections_open_key')
      .on(t.regionId, t.position)
      .where(sql`status in ('pending', 'active')`),
    setWhen(t.voteId, t.status, ['active', 'completed']),
    setWhen(t.cancelledAt, t.status, ['cancelled']),
    setWhen(t.cancelReason, t.status, ['cancelled']),
    atLeast(t.votingDays, 1),
    atLeast(t.seats, 1),
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
    index('offices_user_idx')
      .on(t.userId)
      .where(sql`ended_at is null`),
    after(t.termFrom, t.termUntil),
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
    /** Null until the petition is full. */
    voteId: uuid('vote_id').unique(),
    /** Of the vote it points at: with `voteId` it can only be one of this kind. */
    voteKind: text('vote_kind').generatedAlwaysAs(sql`'recall'`),
    /** When it lapsed, if it did: before a vote or during it. */
    lapsedAt: moment('lapsed_at'),
    /** Why it lapsed, if so. */
    lapseReason: text('lapse_reason'),
  },
  (t) => [
    index('recalls_region_idx').on(t.regionId, t.startedAt),
    foreignKey({ columns: [t.voteId, t.voteKind], foreignColumns: [votes.id, votes.kind] }),
    uniqueIndex('recalls_open_key')
      .on(t.officeId)
      .where(sql`status in ('petition', 'voting')`),
    setWhen(t.lapsedAt, t.status, ['lapsed']),
    setWhen(t.lapseReason, t.status, ['lapsed']),
    rule(
      t.voteId,
      'vote',
      sql`case ${t.status} when 'petition' then ${t.voteId} is null when 'lapsed' then true
        else ${t.voteId} is not null end`,
    ),
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
