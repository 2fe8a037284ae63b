import { sql } from 'drizzle-orm'
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { INVITATION_ENDS } from '#server/domain/membership/invitation-rules.ts'
import { after, inOrder, together } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'

/** Invitations to become a resident. One that was not ended may still be void: see `isUsable` (server/services/membership/invitation-queries.ts). */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => users.id),
    invitedAt: moment('invited_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
    outcome: text('outcome', { enum: INVITATION_ENDS }),
  },
  (t) => [
    uniqueIndex('invitations_open_key')
      .on(t.regionId, t.userId)
      .where(sql`ended_at is null`),
    index('invitations_user_idx').on(t.userId, t.endedAt),
    after(t.invitedAt, t.expiresAt),
    inOrder(t.invitedAt, t.endedAt),
    together(t.endedAt, t.outcome),
  ],
)
