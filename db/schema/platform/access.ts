import { sql } from 'drizzle-orm'
import { boolean, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { LOG_IN_DOORS } from '#server/domain/identity/log-in-doors.ts'
import { TOKEN_NAME_MAX_LENGTH } from '#server/domain/identity/token-scopes.ts'
import { after, inOrder, length, rule } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { pgTable } from './table.ts'

/** Tokens that people make for their programs by hand. Only the hash is stored. */
export const personalTokens = pgTable(
  'personal_tokens',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
    name: text('name').notNull(),
    mayRead: boolean('may_read').notNull(),
    mayPlay: boolean('may_play').notNull(),
    mayGovern: boolean('may_govern').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    uniqueIndex('personal_tokens_hash_key').on(t.hash),
    index('personal_tokens_user_idx').on(t.userId),
    length(t.name, { min: 1, max: TOKEN_NAME_MAX_LENGTH }),
    rule(t.mayRead, 'may_something', sql`${t.mayRead} or ${t.mayPlay} or ${t.mayGovern}`),
    after(t.createdAt, t.expiresAt),
    inOrder(t.createdAt, t.lastUsedAt),
    inOrder(t.createdAt, t.revokedAt),
  ],
)

/** Wrong passwords, of accounts that exist and of others, kept for FAILED_LOG_IN_DAYS. */
export const failedLogIns = pgTable(
  'failed_log_ins',
  {
    id: id(),
    /** SHA-256 of the e-mail address that was given. */
    accountHash: text('account_hash').notNull(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    door: text('door', { enum: LOG_IN_DOORS }).notNull(),
    ipAddress: text('ip_address').notNull(),
    userAgent: text('user_agent'),
    at: moment('at').notNull(),
  },
  (t) => [index('failed_log_ins_user_idx').on(t.userId, t.at), index('failed_log_ins_at_idx').on(t.at)],
)
