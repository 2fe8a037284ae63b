import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { TREATY_SIDE_STATUSES, TREATY_STATUSES, TREATY_TYPES } from '#server/domain/diplomacy/treaty-types.ts'
import { type TreatyTerms } from '#server/domain/diplomacy/treaty-terms.ts'
import { id, moment } from '../columns.ts'
import { after, atLeast, isObject, rule } from '../checks.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'
import { votes } from './voting.ts'

export const treaties = pgTable(
  'treaties',
  {
    id: id(),
    regionA: uuid('region_a')
      .notNull()
      .references(() => regions.id),
    regionB: uuid('region_b')
      .notNull()
      .references(() => regions.id),
    treatyType: text('treaty_type', { enum: TREATY_TYPES }).notNull(),
    /** The latest of `treaty_offers`: what is signed, ratified and enforced. */
    terms: jsonb('terms').$type<TreatyTerms>().notNull(),
    /** Whose terms these are: the other side answers. */
    offeredBy: uuid('offered_by')
      .notNull()
      .references(() => regions.id),
    /** Number of the latest offer. */
    round: integer('round').notNull().default(1),
    status: text('status', { enum: TREATY_STATUSES }).notNull(),
    proposedBy: uuid('proposed_by')
      .notNull()
      .references(() => users.id),
    proposedAt: moment('proposed_at').notNull(),
    /** Both sides must sign and ratify before this moment. */
    windowClosesAt: moment('window_closes_at').notNull(),
    signedAt: moment('signed_at'),
    expiresAt: moment('expires_at'),
    noticeGivenAt: moment('notice_given_at'),
    noticeGivenBy: uuid('notice_given_by').references(() => regions.id),
    endsAt: moment('ends_at'),
    endedAt: moment('ended_at'),
    /** The treaty that this one renews, and the end of its term: from there the new term counts. */
    renewsId: uuid('renews_id').references((): AnyPgColumn => treaties.id),
    termFrom: moment('term_from'),
    /** When both governments are next reminded that it runs out. */
    nextReminderAt: moment('next_reminder_at'),
  },
  (t) => [
    index('treaties_a_idx').on(t.regionA),
    index('treaties_b_idx').on(t.regionB),
    index('treaties_renews_idx').on(t.renewsId),
    // One offer of a type at a time between two regions, whichever of them is `a`. A renewal may be active beside the treaty
    // that it renews.
    uniqueIndex('treaties_offered_key')
      .on(sql`least(region_a, region_b)`, sql`greatest(region_a, region_b)`, t.treatyType)
      .where(sql`status in ('proposed', 'ratifying')`),
    rule(t.regionA, 'two_regions', sql`${t.regionA} <> ${t.regionB}`),
    rule(t.offeredBy, 'offered_by', sql`${t.offeredBy} in (${t.regionA}, ${t.regionB})`),
    isObject(t.terms),
    atLeast(t.round, 1),
    after(t.proposedAt, t.windowClosesAt),
  ],
)

/** Each side's consent: the signature of its office and, where its constitution asks for one, a vote. */
export const treatySides = pgTable(
  'treaty_sides',
  {
    treatyId: uuid('treaty_id')
      .notNull()
      .references(() => treaties.id),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    status: text('status', { enum: TREATY_SIDE_STATUSES }).notNull(),
    signedBy: uuid('signed_by').references(() => users.id),
    signedAt: moment('signed_at'),
    /** Null until both have signed, and where a signature is all it takes. */
    voteId: uuid('vote_id').unique(),
    /** Of the vote it points at: with `voteId` it can only be one of this kind. */
    voteKind: text('vote_kind').generatedAlwaysAs(sql`'treaty'`),
  },
  (t) => [
    primaryKey({ columns: [t.treatyId, t.regionId] }),
    index('treaty_sides_region_idx').on(t.regionId),
    foreignKey({ columns: [t.voteId, t.voteKind], foreignColumns: [votes.id, votes.kind] }),
    rule(
      t.voteId,
      'vote',
      sql`case when ${t.status} = 'unsigned' then ${t.voteId} is null
        else ${t.status} in ('ratified', 'refused') or ${t.voteId} is not null end`,
    ),
  ],
)

/** Every offer of a negotiation: the first one and each answer with other terms. */
export const treatyOffers = pgTable(
  'treaty_offers',
  {
    id: id(),
    treatyId: uuid('treaty_id')
      .notNull()
      .references(() => treaties.id),
    /** Counts from 1. */
    round: integer('round').notNull(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    terms: jsonb('terms').$type<TreatyTerms>().notNull(),
    offeredBy: uuid('offered_by')
      .notNull()
      .references(() => users.id),
    offeredAt: moment('offered_at').notNull(),
  },
  (t) => [uniqueIndex('treaty_offers_key').on(t.treatyId, t.round), atLeast(t.round, 1), isObject(t.terms)],
)

/** What one side says the other has broken, and what the other says to it. Public with the treaty. */
export const treatyBreaches = pgTable(
  'treaty_breaches',
  {
    id: id(),
    treatyId: uuid('treaty_id')
      .notNull()
      .references(() => treaties.id),
    /** The region that reports. */
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    reportedBy: uuid('reported_by')
      .notNull()
      .references(() => users.id),
    reportedAt: moment('reported_at').notNull(),
    text: text('text').notNull(),
    answer: text('answer'),
    answeredBy: uuid('answered_by').references(() => users.id),
    answeredAt: moment('answered_at'),
  },
  (t) => [index('treaty_breaches_treaty_idx').on(t.treatyId, t.reportedAt)],
)
