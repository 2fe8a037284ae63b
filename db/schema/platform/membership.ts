import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { MEMBERSHIP_TYPES } from '#server/domain/membership/membership-types.ts'
import { REPUTATION_MAX } from '#server/domain/membership/reputation.ts'
import { BASE_VOTING_WEIGHT, MAX_VOTING_WEIGHT } from '#server/domain/membership/voting-power.ts'
import { atLeast, between, inOrder, rule, setWhen } from '../checks.ts'
import { credits, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies, regions } from './regions.ts'
import { pgTable } from './table.ts'

export const memberships = pgTable(
  'memberships',
  {
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    type: text('type', { enum: MEMBERSHIP_TYPES }).notNull(),
    reputation: integer('reputation').notNull().default(0),
    /** Integer vote weight of this member once a citizen. */
    votingPower: integer('voting_power').notNull().default(BASE_VOTING_WEIGHT),
    joinedAt: moment('joined_at').notNull(),
    residentSince: moment('resident_since'),
    citizenSince: moment('citizen_since'),
    lastVisitAt: moment('last_visit_at').notNull(),
    totalVisits: integer('total_visits').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionId, t.userId] }),
    index('memberships_user_idx').on(t.userId),
    index('memberships_roll_idx').on(t.regionId, t.type),
    between(t.reputation, { min: 0, max: REPUTATION_MAX }),
    between(t.votingPower, { min: 0, max: MAX_VOTING_WEIGHT }),
    atLeast(t.totalVisits, 1),
    rule(t.residentSince, 'resident_since', sql`${t.type} = 'visitor' or ${t.residentSince} is not null`),
    rule(t.citizenSince, 'citizen_since', sql`${t.type} <> 'citizen' or ${t.citizenSince} is not null`),
  ],
)

/**
 * Up to which totals of a pilot's trade in a region's galaxy reputation was given, credits: of each the highest ever seen, so that a
 * galaxy that is restored earns nobody the same twice. It is kept of people without membership too, who get nothing for it.
 */
export const rewardedTrade = pgTable(
  'rewarded_trade',
  {
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    salesNet: credits('sales_net').notNull(),
    tax: credits('tax').notNull(),
    /** The galaxy's moment of the last change seen: the next run asks from there. */
    changedAt: moment('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.galaxyId, t.userId] }),
    index('rewarded_trade_changed_idx').on(t.galaxyId, t.changedAt),
    atLeast(t.salesNet, 0),
    atLeast(t.tax, 0),
  ],
)

export const APPLICATION_STATUSES = ['open', 'approved', 'refused', 'withdrawn'] as const

/** An application for residence or citizenship, open or decided. */
export const membershipApplications = pgTable(
  'membership_applications',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    wants: text('wants', { enum: ['resident', 'citizen'] }).notNull(),
    message: text('message').notNull().default(''),
    status: text('status', { enum: APPLICATION_STATUSES }).notNull(),
    requestedAt: moment('requested_at').notNull(),
    decidedAt: moment('decided_at'),
    decidedBy: uuid('decided_by').references(() => users.id),
  },
  (t) => [
    uniqueIndex('applications_open_key')
      .on(t.regionId, t.userId)
      .where(sql`status = 'open'`),
    index('applications_region_idx').on(t.regionId, t.status),
    index('applications_user_idx').on(t.userId),
    setWhen(t.decidedAt, t.status, ['approved', 'refused', 'withdrawn']),
    inOrder(t.requestedAt, t.decidedAt),
  ],
)
