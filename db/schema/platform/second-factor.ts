import { sql } from 'drizzle-orm'
import { bigint, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { after, inOrder, rule } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { pgTable } from './table.ts'

/**
 * Authenticator apps, one in use and one being set up for each person. The secret is derived from the id by the installation's
 * secret, so the table holds none.
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
