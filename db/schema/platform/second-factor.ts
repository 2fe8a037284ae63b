import { sql } from 'drizzle-orm'
import { bigint, boolean, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import {
  CHALLENGE_PURPOSES,
  COUNTER_MAX,
  CREDENTIAL_ID_MAX_LENGTH,
  PASSKEY_NAME_MAX_LENGTH,
} from '#server/domain/identity/passkeys.ts'
import { after, between, inOrder, length, rule, setWhen } from '../checks.ts'
import { bytes, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { pgTable } from './table.ts'

/**
 * Authenticator apps, one in use and one being set up for each person. The secret is derived from the id by the installation's
 * secret, so the table holds none, but for apps that are older than that secret.
 */
export const authenticatorApps = pgTable(
  'authenticator_apps',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    /** When its first code was right. */
    confirmedAt: moment('confirmed_at'),
    /** The half minute of the code that was used last: neither it nor an earlier one works again. */
    lastUsedStep: bigint('last_used_step', { mode: 'number' }),
    lastUsedAt: moment('last_used_at'),
    /** What an earlier secret of the installation made of the id, encrypted with the present one. */
    sealedSecret: text('sealed_secret'),
  },
  (t) => [
    uniqueIndex('authenticator_apps_used_key')
      .on(t.userId)
      .where(sql`confirmed_at is not null`),
    uniqueIndex('authenticator_apps_new_key')
      .on(t.userId)
      .where(sql`confirmed_at is null`),
    inOrder(t.createdAt, t.confirmedAt),
    inOrder(t.confirmedAt, t.lastUsedAt),
    rule(t.lastUsedStep, 'used', sql`(${t.confirmedAt} is null) = (${t.lastUsedStep} is null)`),
  ],
)

/** Log-ins whose password was right and whose second factor is still to be shown. `hash` is that of the browser's cookie. */
export const pendingLogIns = pgTable(
  'pending_log_ins',
  {
    hash: text('hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('pending_log_ins_user_idx').on(t.userId), after(t.createdAt, t.expiresAt)],
)

/** Passkeys, by which somebody logs in alone or after the password. Their secrets never leave the devices. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** What the device calls it, in base64url. */
    credentialId: text('credential_id').notNull(),
    /** In the form of COSE (RFC 9052). */
    publicKey: bytes('public_key').notNull(),
    /** What the device knows the account by: tells nobody whose it is. */
    userHandle: bytes('user_handle').notNull(),
    /** How often the device says that it used the passkey; 0 for those that do not count. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    /** How browsers reach the device, such as `usb`. */
    transports: text('transports').array().notNull(),
    /** Whether it can be on several devices of its owner, and whether it is. */
    canSync: boolean('can_sync').notNull(),
    isSynced: boolean('is_synced').notNull(),
    name: text('name').notNull(),
    /** Whether it opens the account without the password. A new password ends that until the two were used together. */
    worksAlone: boolean('works_alone').notNull(),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at'),
  },
  (t) => [
    uniqueIndex('passkeys_credential_key').on(t.credentialId),
    index('passkeys_user_idx').on(t.userId),
    length(t.credentialId, { min: 1, max: CREDENTIAL_ID_MAX_LENGTH }),
    between(t.counter, { min: 0, max: COUNTER_MAX }),
    length(t.name, { min: 1, max: PASSKEY_NAME_MAX_LENGTH }),
    rule(t.isSynced, 'synced', sql`not ${t.isSynced} or ${t.canSync}`),
    inOrder(t.createdAt, t.lastUsedAt),
  ],
)

/**
 * What browsers were asked to sign with a passkey. `hash` is that of the challenge, `bound_to` names the session, the log-in half made
 * or the browser that alone may answer, once.
 */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    hash: text('hash').primaryKey(),
    purpose: text('purpose', { enum: CHALLENGE_PURPOSES }).notNull(),
    /** Whose passkey it has to be; anybody's for a log-in without a password. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    boundTo: text('bound_to').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [
    index('passkey_challenges_user_idx').on(t.userId),
    setWhen(t.userId, t.purpose, ['registration', 'second-factor', 'step-up']),
    after(t.createdAt, t.expiresAt),
  ],
)
