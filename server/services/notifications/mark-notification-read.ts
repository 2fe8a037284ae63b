import { and, eq, sql } from 'drizzle-orm'
import { notifications } from '#db/schema/platform/identity.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/**
 * Marks one of the user's notifications as read. A repeat keeps the first time. Reads are not audited.
 * @throws UNAUTHORIZED, NOT_FOUND for another user's.
 */
export async function markNotificationRead(ctx: Ctx, input: { id: string }): Promise<void> {
  const { userId } = requireUser(ctx)
  await transact(ctx, async (tx) => {
    const marked = await tx.db
      .update(notifications)
      .set({ readAt: sql`coalesce(${notifications.readAt}, ${tx.now})` })
      .where(and(eq(notifications.id, input.id), eq(notifications.userId, userId)))
      .returning({ id: notifications.id })
    if (marked.length === 0) throw notFound('This notification')
    tx.publish({ audience: { kind: 'user', userId }, topic: 'notification', id: input.id })
  })
}
