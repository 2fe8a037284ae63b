import { sql } from 'drizzle-orm'
import { foreignKey, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import {
  OPEN_TRANSFERS,
  TERMS_LENGTH,
  TRANSFER_END_REASONS,
  TRANSFER_STATUSES,
} from '#server/domain/ownership/transfer.ts'
import { OPEN_RESCUES, RESCUE_END_REASONS, RESCUE_STATUSES } from '#server/domain/ownership/rescue.ts'
import { inOrder, length, listOf, rule, setWhen } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'
import { votes } from './voting.ts'

/** Pilots who were named to take over a region whose owner stopped paying, and what the citizens decided about each. */
export const rescues = pgTable(
  'rescues',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    rescuerId: uuid('rescuer_id')
      .notNull()
      .references(() => users.id),
    namedBy: uuid('named_by')
      .notNull()
      .references(() => users.id),
    status: text('status', { enum: RESCUE_STATUSES }).notNull(),
    namedAt: moment('named_at').notNull(),
    acceptedAt: moment('accepted_at'),
    /** Null until the vote opens. */
    voteId: uuid('vote_id').unique(),
    /** Of the vote it points at: with `voteId` it can only be one of this kind. */
    voteKind: text('vote_kind').generatedAlwaysAs(sql`'rescue'`),
    /** Until when the winner has to pay; set once they have won. */
    payUntil: moment('pay_until'),
    /** When it was decided or ended for good. */
    endedAt: moment('ended_at'),
    endReason: text('end_reason', { enum: RESCUE_END_REASONS }),
    /** Who owned the region until it was rescued. */
    formerOwnerId: uuid('former_owner_id').references(() => users.id),
  },
  (t) => [
    index('rescues_region_idx').on(t.regionId, t.namedAt),
    index('rescues_rescuer_idx').on(t.rescuerId),
    foreignKey({ columns: [t.voteId, t.voteKind], foreignColumns: [votes.id, votes.kind] }),
    uniqueIndex('rescues_open_key')
      .on(t.regionId, t.rescuerId)
      .where(sql`status in ${listOf(OPEN_RESCUES)}`),
    // One at a time has the right to pay.
    uniqueIndex('rescues_won_key')
      .on(t.regionId)
      .where(sql`status = 'won'`),
    setWhen(t.endedAt, t.status, ['rescued', 'rejected', 'lapsed']),
    setWhen(t.endReason, t.status, ['lapsed']),
    setWhen(t.formerOwnerId, t.status, ['rescued']),
    rule(
      t.acceptedAt,
      'accepted',
      sql`${t.status} not in ('accepted', 'voting', 'won', 'runner_up', 'rescued', 'rejected')
        or ${t.acceptedAt} is not null`,
    ),
    rule(
      t.voteId,
      'vote',
      sql`case when ${t.status} in ('named', 'accepted') then ${t.voteId} is null
        when ${t.status} in ('voting', 'won', 'runner_up', 'rescued', 'rejected') then ${t.voteId} is not null
        else true end`,
    ),
    rule(t.payUntil, 'pay', sql`${t.status} not in ('won', 'rescued') or ${t.payUntil} is not null`),
    inOrder(t.namedAt, t.acceptedAt),
    inOrder(t.namedAt, t.endedAt),
  ],
)

/** Regions that owners hand on to citizens, by sale or as a gift. What the two agreed is between them: no money passes through here. */
export const transfers = pgTable(
  'transfers',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    fromId: uuid('from_id')
      .notNull()
      .references(() => users.id),
    toId: uuid('to_id')
      .notNull()
      .references(() => users.id),
    terms: text('terms').notNull(),
    status: text('status', { enum: TRANSFER_STATUSES }).notNull(),
    offeredAt: moment('offered_at').notNull(),
    acceptedAt: moment('accepted_at'),
    endedAt: moment('ended_at'),
    endReason: text('end_reason', { enum: TRANSFER_END_REASONS }),
  },
  (t) => [
    index('transfers_region_idx').on(t.regionId, t.offeredAt),
    index('transfers_from_idx').on(t.fromId),
    index('transfers_to_idx').on(t.toId),
    uniqueIndex('transfers_open_key')
      .on(t.regionId)
      .where(sql`status in ${listOf(OPEN_TRANSFERS)}`),
    length(t.terms, TERMS_LENGTH),
    rule(t.toId, 'somebody_else', sql`${t.toId} <> ${t.fromId}`),
    rule(
      t.acceptedAt,
      'accepted',
      sql`${t.status} not in ('accepted', 'done') or ${t.acceptedAt} is not null`,
    ),
    setWhen(t.endedAt, t.status, ['done', 'ended']),
    setWhen(t.endReason, t.status, ['ended']),
    inOrder(t.offeredAt, t.acceptedAt),
    inOrder(t.offeredAt, t.endedAt),
  ],
)
