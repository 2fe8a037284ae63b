import { sql } from 'drizzle-orm'
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { CALLSIGN_MAX_LENGTH, CALLSIGN_MIN_LENGTH } from '#server/domain/identity/callsign.ts'
import { EMAIL_MAX_LENGTH } from '#server/domain/identity/email.ts'
import { LINK_KINDS } from '#server/domain/identity/account-links.ts'
import { after, inOrder, length, rule } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { callsignSkeletonOf, users } from './identity.ts'
import { pgTable } from './table.ts'

/** Single-use links out of mails. The token is derived from the id by the installation's secret; the hash recognises it. */
export const accountLinks = pgTable(
  'account_links',
  {
    id: id(),
    kind: text('kind', { enum: LINK_KINDS }).notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Whoever reads the mails of this address may use it. */
    address: text('address').notNull(),
    hash: text('hash').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('account_links_hash_key').on(t.hash),
    index('account_links_user_idx').on(t.userId),
    length(t.address, { min: 3, max: EMAIL_MAX_LENGTH }),
    after(t.createdAt, t.expiresAt),
    inOrder(t.createdAt, t.usedAt),
  ],
)

/** Changes of an account's address: agreed to at the old and at the new one, and taken back from the old one. */
export const addressChanges = pgTable(
  'address_changes',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    oldAddress: text('old_address').notNull(),
    newAddress: text('new_address').notNull(),
    /** When the old address agreed, and when the new one did. */
    approvedAt: moment('approved_at'),
    acceptedAt: moment('accepted_at'),
    appliedAt: moment('applied_at'),
    undoneAt: moment('undone_at'),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [
    uniqueIndex('address_changes_open_key')
      .on(t.userId)
      .where(sql`applied_at is null`),
    index('address_changes_old_idx').on(t.oldAddress, t.appliedAt),
    length(t.oldAddress, { min: 3, max: EMAIL_MAX_LENGTH }),
    length(t.newAddress, { min: 3, max: EMAIL_MAX_LENGTH }),
    rule(t.newAddress, 'elsewhere', sql`${t.oldAddress} <> ${t.newAddress}`),
    rule(
      t.appliedAt,
      'agreed',
      sql`${t.appliedAt} is null or (${t.approvedAt} is not null and ${t.acceptedAt} is not null)`,
    ),
    after(t.createdAt, t.expiresAt),
    inOrder(t.createdAt, t.approvedAt),
    inOrder(t.createdAt, t.acceptedAt),
    inOrder(t.createdAt, t.appliedAt),
    inOrder(t.appliedAt, t.undoneAt),
    rule(t.undoneAt, 'undone', sql`${t.undoneAt} is null or ${t.appliedAt} is not null`),
  ],
)

/** Callsigns that were given up: shown beside the new one for a while, and reserved. */
export const callsignChanges = pgTable(
  'callsign_changes',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    oldCallsign: text('old_callsign').notNull(),
    oldSkeleton: text('old_skeleton').notNull().generatedAlwaysAs(callsignSkeletonOf('old_callsign')),
    newCallsign: text('new_callsign').notNull(),
    changedAt: moment('changed_at').notNull(),
    shownUntil: moment('shown_until').notNull(),
    reservedUntil: moment('reserved_until').notNull(),
    /** When all galaxies knew the new one; null while some may show the old one. */
    spreadAt: moment('spread_at'),
  },
  (t) => [
    index('callsign_changes_user_idx').on(t.userId, t.changedAt),
    index('callsign_changes_skeleton_idx').on(t.oldSkeleton, t.reservedUntil),
    index('callsign_changes_open_idx')
      .on(t.userId)
      .where(sql`spread_at is null`),
    length(t.oldCallsign, { min: CALLSIGN_MIN_LENGTH, max: CALLSIGN_MAX_LENGTH }),
    length(t.newCallsign, { min: CALLSIGN_MIN_LENGTH, max: CALLSIGN_MAX_LENGTH }),
    rule(t.newCallsign, 'other', sql`${t.oldCallsign} <> ${t.newCallsign}`),
    inOrder(t.changedAt, t.shownUntil),
    inOrder(t.shownUntil, t.reservedUntil),
    inOrder(t.changedAt, t.spreadAt),
  ],
)

/** Codes that open an account whose password is forgotten, once each. They are random, so that a plain hash hides them. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
    usedAt: moment('used_at'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [uniqueIndex('recovery_codes_hash_key').on(t.userId, t.hash), inOrder(t.createdAt, t.usedAt)],
)
