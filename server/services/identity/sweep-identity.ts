import { and, isNotNull, isNull, lt } from 'drizzle-orm'
import { adminInvites, notifications, refreshTokens, sessions } from '#db/schema/platform/identity.ts'
import { transact, type Ctx } from '../context.ts'

/** Read notifications are kept for half a year, unread ones for good. */
const READ_NOTIFICATIONS_MS = 182 * 24 * 60 * 60_000

/** Deletes expired sessions, tokens and unused invites, and notifications read long ago. */
export async function sweepIdentity(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    await tx.db.delete(sessions).where(lt(sessions.expiresAt, tx.now))
    await tx.db.delete(refreshTokens).where(lt(refreshTokens.expiresAt, tx.now))
    await tx.db
      .delete(adminInvites)
      .where(and(isNull(adminInvites.usedAt), lt(adminInvites.expiresAt, tx.now)))
    const longAgo = new Date(tx.now.getTime() - READ_NOTIFICATIONS_MS)
    await tx.db
      .delete(notifications)
      .where(and(isNotNull(notifications.readAt), lt(notifications.createdAt, longAgo)))
  })
}
