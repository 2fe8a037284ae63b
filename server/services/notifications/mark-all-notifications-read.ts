import { and, eq, isNull } from 'drizzle-orm'
import { notifications } from '#db/schema/platform/identity.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/** Marks all of the user's notifications as read and returns how many were unread. @throws UNAUTHORIZED. */
export async function markAllNotificationsRead(ctx: Ctx): Promise<{ marked: number }> {
  const { userId } = requireUser(ctx)
  return transact(ctx, async (tx) => {
    const marked = await tx.db
      .update(notifications)
      .set({ readAt: tx.now })
      .where(and(eq(notifications.userId, userId), isNull(notifications.readAt)))
      .returning({ id: notifications.id })
    if (marked.length > 0) tx.publish({ audience: { kind: 'user', userId }, topic: 'notification' })
    return { marked: marked.length }
  })
}
