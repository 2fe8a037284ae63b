import { sql } from 'drizzle-orm'
import { boolean, index, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { credits, id, moment } from '../columns.ts'
import { pgTable } from './table.ts'

export const users = pgTable(
  'users',
  {
    id: id(),
    /** Normalised: trimmed and lower case. */
    email: text('email').notNull(),
    callsign: text('callsign').notNull(),
    passwordHash: text('password_hash').notNull(),
    role: text('role', { enum: ['player', 'admin'] })
      .notNull()
      .default('player'),
    /** The region whose starting credits this player received; they are paid once in a lifetime. */
    startingCreditsFrom: uuid('starting_credits_from'),
    /** As the region's law had it when the player became a citizen. */
    startingCredits: credits('starting_credits'),
    /** Null while they are still owed. */
    startingCreditsPaidAt: moment('starting_credits_paid_at'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('users_email_key').on(t.email),
    uniqueIndex('users_callsign_key').on(sql`lower(${t.callsign})`),
  ],
)

/** Browser sessions. `id` is the SHA-256 of the token in the cookie: reading this table opens no account. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
  },
  (t) => [index('sessions_user_idx').on(t.userId)],
)

/** REST refresh tokens: each is used once; reuse after the grace window revokes its whole family. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    id: id(),
    familyId: uuid('family_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    revokedAt: moment('revoked_at'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('refresh_tokens_hash_key').on(t.hash),
    index('refresh_tokens_family_idx').on(t.familyId),
  ],
)

/** One-time links that make an administrator; only the hash is stored. */
export const adminInvites = pgTable('admin_invites', {
  hash: text('hash').primaryKey(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
  usedBy: uuid('used_by').references(() => users.id),
  createdAt: moment('created_at').notNull(),
})

export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull().default(''),
    /** Where the notification leads, a path of the application. */
    href: text('href'),
    regionId: uuid('region_id'),
    createdAt: moment('created_at').notNull(),
    readAt: moment('read_at'),
  },
  (t) => [
    index('notifications_user_idx').on(t.userId, t.createdAt),
    index('notifications_unread_idx')
      .on(t.userId)
      .where(sql`read_at is null`),
  ],
)

/** What somebody chose to be told about or not; without a row they are told. */
export const notificationPreferences = pgTable(
  'notification_preferences',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: NOTIFICATION_SUBJECTS }).notNull(),
    enabled: boolean('enabled').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
)

/** Small facts of this installation, such as whether the demo world was made. */
export const platformFacts = pgTable('platform_facts', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})
