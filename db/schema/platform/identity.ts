import { sql, type SQL } from 'drizzle-orm'
import { boolean, index, integer, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { CALLSIGN_MAX_LENGTH, CALLSIGN_MIN_LENGTH, CALLSIGN_SHAPE } from '#server/domain/identity/callsign.ts'
import { WAITING_KEY_MAX } from '#server/domain/identity/confirmation.ts'
import { EMAIL_MAX_LENGTH } from '#server/domain/identity/email.ts'
import { SUSPENSION_TEXT_LENGTH } from '#server/domain/identity/suspension.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { after, atLeast, between, inOrder, length, matches, rule, together } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { pgTable } from './table.ts'

/** `callsignSkeleton` of a column of the same table in SQL, for generated columns. */
export const callsignSkeletonOf = (column: string): SQL =>
  sql`replace(replace(translate(lower(${sql.raw(column)} collate "C"), 'i10-_', 'llo'), 'm', 'rn'), 'w', 'vv')`

export const users = pgTable(
  'users',
  {
    id: id(),
    /** Normalised: trimmed and lower case. */
    email: text('email').notNull(),
    callsign: text('callsign').notNull(),
    /** What it looks like, as `callsignSkeleton` says. */
    callsignSkeleton: text('callsign_skeleton').notNull().generatedAlwaysAs(callsignSkeletonOf('callsign')),
    /** 0, but for look-alikes of an older callsign that were there before such were refused: they stay and are counted. */
    callsignTwin: integer('callsign_twin').notNull().default(0),
    passwordHash: text('password_hash').notNull(),
    role: text('role', { enum: ['player', 'admin'] })
      .notNull()
      .default('player'),
    createdAt: moment('created_at').notNull(),
    /** Access tokens issued until then are void: the row is read for each anyway. */
    tokensVoidUntil: moment('tokens_void_until'),
    /** When its owner proved to read the mails of its address. Until then others may wait for the same address. */
    confirmedAt: moment('confirmed_at'),
    /** Of an account that waits: tells apart those of one address, a few bits of a keyed hash of the password. */
    waitingKey: integer('waiting_key'),
    /** When an account that nobody confirmed was given up. */
    expiredAt: moment('expired_at'),
    /** When every galaxy had forgotten the name of an account that was given up or erased. */
    forgottenAt: moment('forgotten_at'),
    /** An administrator suspended the account, for good without `suspended_until`. It ends by time alone. */
    suspendedAt: moment('suspended_at'),
    suspendedUntil: moment('suspended_until'),
    /** What the player is told. */
    suspensionText: text('suspension_text'),
    /** Since when the account has a second factor, of whatever kind. Read with each request of an administrator. */
    secondFactorAt: moment('second_factor_at'),
    /** Until when an administrator may do without one; otherwise it is due at once. */
    secondFactorDueAt: moment('second_factor_due_at'),
  },
  (t) => [
    inOrder(t.createdAt, t.tokensVoidUntil),
    uniqueIndex('users_email_key')
      .on(t.email)
      .where(sql`confirmed_at is not null`),
    index('users_waiting_idx')
      .on(t.email, t.createdAt)
      .where(sql`confirmed_at is null`),
    between(t.waitingKey, { min: 0, max: WAITING_KEY_MAX }),
    inOrder(t.createdAt, t.confirmedAt),
    inOrder(t.createdAt, t.expiredAt),
    inOrder(t.expiredAt, t.forgottenAt),
    inOrder(t.createdAt, t.secondFactorAt),
    after(t.createdAt, t.secondFactorDueAt),
    rule(t.waitingKey, 'waiting', sql`${t.waitingKey} is null or ${t.confirmedAt} is null`),
    rule(t.forgottenAt, 'forgotten', sql`${t.forgottenAt} is null or ${t.expiredAt} is not null`),
    rule(t.expiredAt, 'expired', sql`${t.expiredAt} is null or ${t.confirmedAt} is null`),
    uniqueIndex('users_callsign_key').on(sql`lower(${t.callsign})`),
    index('users_callsign_prefix_idx').on(sql`lower(${t.callsign}) text_pattern_ops`),
    index('users_email_prefix_idx').on(sql`${t.email} text_pattern_ops`),
    index('users_unforgotten_idx')
      .on(t.expiredAt)
      .where(sql`expired_at is not null and forgotten_at is null`),
    index('users_admins_idx')
      .on(sql`lower(${t.callsign})`)
      .where(sql`role = 'admin'`),
    index('users_suspended_idx')
      .on(sql`lower(${t.callsign})`)
      .where(sql`suspended_at is not null`),
    inOrder(t.createdAt, t.suspendedAt),
    after(t.suspendedAt, t.suspendedUntil),
    together(t.suspendedAt, t.suspensionText),
    length(t.suspensionText, SUSPENSION_TEXT_LENGTH),
    rule(t.suspendedUntil, 'suspended', sql`${t.suspendedUntil} is null or ${t.suspendedAt} is not null`),
    // Administrators are demoted first.
    rule(t.suspendedAt, 'suspended_player', sql`${t.suspendedAt} is null or ${t.role} = 'player'`),
    uniqueIndex('users_callsign_skeleton_key').on(t.callsignSkeleton, t.callsignTwin),
    atLeast(t.callsignTwin, 0),
    length(t.email, { min: 3, max: EMAIL_MAX_LENGTH }),
    rule(t.email, 'email_normalised', sql`${t.email} = lower(btrim(${t.email}))`),
    length(t.callsign, { min: CALLSIGN_MIN_LENGTH, max: CALLSIGN_MAX_LENGTH }),
    matches(t.callsign, CALLSIGN_SHAPE),
  ],
)

/** Browser sessions. `id` is the SHA-256 of the cookie's token, so reading this table gives no access. */
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
    /** When its owner showed again who they are, if since the log-in. */
    provenAt: moment('proven_at'),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
  },
  // Lucia reckons the expiry by the process's clock, not by the database's: no order is sure.
  (t) => [index('sessions_user_idx').on(t.userId)],
)

/** REST refresh tokens. Each works once; reuse after the grace period revokes its whole family. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    id: id(),
    familyId: uuid('family_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
    /**
     * When the program logged in: the family ends so long after it, however often it is used. The default is for processes of a version
     * before this column, in whole milliseconds as verbs write them.
     */
    startedAt: moment('started_at')
      .notNull()
      .default(sql`date_trunc('milliseconds', now())`),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    revokedAt: moment('revoked_at'),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('refresh_tokens_hash_key').on(t.hash),
    index('refresh_tokens_family_idx').on(t.familyId),
    index('refresh_tokens_user_idx').on(t.userId),
    inOrder(t.startedAt, t.createdAt),
    after(t.createdAt, t.expiresAt),
    inOrder(t.createdAt, t.usedAt),
    inOrder(t.createdAt, t.revokedAt),
  ],
)

/** One-time links that make an administrator; only the hash is stored. */
export const adminInvites = pgTable(
  'admin_invites',
  {
    hash: text('hash').primaryKey(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    usedBy: uuid('used_by').references(() => users.id),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    after(t.createdAt, t.expiresAt),
    inOrder(t.createdAt, t.usedAt),
    rule(t.usedBy, 'used', sql`${t.usedBy} is null or ${t.usedAt} is not null`),
  ],
)

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
    /** Page that the notification links to, a path of the application. */
    href: text('href'),
    regionId: uuid('region_id'),
    /** Whose act it tells of; null for the platform's own. */
    senderId: uuid('sender_id'),
    /** The pages of all notices that this line stands for, if there are several. */
    joinedHrefs: text('joined_hrefs')
      .array()
      .notNull()
      .default(sql`'{}'`),
    createdAt: moment('created_at').notNull(),
    readAt: moment('read_at'),
  },
  (t) => [
    index('notifications_user_idx').on(t.userId, t.createdAt),
    // Whether somebody was notified of this before.
    index('notifications_known_idx').on(t.userId, t.kind, t.href),
    length(t.title, { min: 1, max: 300 }),
    inOrder(t.createdAt, t.readAt),
    index('notifications_unread_idx')
      .on(t.userId)
      .where(sql`read_at is null`),
  ],
)

/** Notification subjects that a user switched on or off. Without a row a subject is on. */
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

/** Small facts about this installation, such as whether the demo world was created. */
export const platformFacts = pgTable('platform_facts', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})
