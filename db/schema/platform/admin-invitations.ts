import { sql } from 'drizzle-orm'
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { EMAIL_MAX_LENGTH } from '#server/domain/identity/email.ts'
import { INVITATION_ENDS } from '#server/domain/membership/invitation-rules.ts'
import { after, inOrder, length, rule, together } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { pgTable } from './table.ts'

/**
 * Invitations to become an administrator: of an account, or of an address without one, to which a link is handed on. One that was
 * not ended may still be void: see `isUsable` (server/services/identity/admin-invitation-queries.ts).
 */
export const adminInvitations = pgTable(
  'admin_invitations',
  {
    id: id(),
    userId: uuid('user_id').references(() => users.id),
    /** Normalised. */
    email: text('email'),
    linkHash: text('link_hash'),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => users.id),
    invitedAt: moment('invited_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
    outcome: text('outcome', { enum: INVITATION_ENDS }),
  },
  (t) => [
    uniqueIndex('admin_invitations_user_key')
      .on(t.userId)
      .where(sql`ended_at is null`),
    uniqueIndex('admin_invitations_email_key')
      .on(t.email)
      .where(sql`ended_at is null`),
    uniqueIndex('admin_invitations_link_key').on(t.linkHash),
    index('admin_invitations_by_idx').on(t.invitedBy, t.endedAt),
    length(t.email, { min: 3, max: EMAIL_MAX_LENGTH }),
    rule(t.userId, 'one_guest', sql`(${t.userId} is null) <> (${t.email} is null)`),
    together(t.email, t.linkHash),
    after(t.invitedAt, t.expiresAt),
    inOrder(t.invitedAt, t.endedAt),
    together(t.endedAt, t.outcome),
  ],
)
