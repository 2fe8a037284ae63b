import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { EMAIL_MAX_LENGTH } from '#server/domain/identity/email.ts'
import { MAIL_KINDS } from '#server/domain/mail/mail-kinds.ts'
import { ATTEMPTS_MAX, MAIL_STATES } from '#server/domain/mail/mail-state.ts'
import { MAIL_SUBJECTS } from '#server/domain/mail/mail-subjects.ts'
import { between, inOrder, isObject, length, setWhen } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { pgTable } from './table.ts'

/**
 * Mails to send and sent, written with what causes them. What a mail says is made from its data when it goes out, so that no
 * row holds the secret of a link.
 */
export const mails = pgTable(
  'mails',
  {
    id: id(),
    /** The event that causes it, such as `notice:<id>`: it is mailed once. */
    key: text('key').notNull(),
    kind: text('kind', { enum: MAIL_KINDS }).notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Where it goes, whatever the account's address becomes. */
    address: text('address').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    state: text('state', { enum: MAIL_STATES }).notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** Of a queued mail: when it is tried. While it is being tried, when another may try. */
    dueAt: moment('due_at').notNull(),
    lastError: text('last_error'),
    createdAt: moment('created_at').notNull(),
    sentAt: moment('sent_at'),
  },
  (t) => [
    uniqueIndex('mails_key_key').on(t.key),
    index('mails_user_idx').on(t.userId),
    index('mails_created_idx').on(t.createdAt),
    index('mails_due_idx')
      .on(t.dueAt)
      .where(sql`state = 'queued'`),
    index('mails_failed_idx')
      .on(t.createdAt)
      .where(sql`state = 'failed'`),
    length(t.address, { min: 3, max: EMAIL_MAX_LENGTH }),
    isObject(t.data),
    between(t.attempts, { min: 0, max: ATTEMPTS_MAX }),
    inOrder(t.createdAt, t.sentAt),
    setWhen(t.sentAt, t.state, ['sent']),
  ],
)

/** Subjects that a user switched on or off for mails. Without a row the default of the subject holds. */
export const mailPreferences = pgTable(
  'mail_preferences',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    subject: text('subject', { enum: MAIL_SUBJECTS }).notNull(),
    enabled: boolean('enabled').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.subject] })],
)
