import { and, eq, isNull } from 'drizzle-orm'
import { notifications } from '#db/schema/platform/identity.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/** How many of one's notifications wait to be read; answered from a partial index. @throws UNAUTHORIZED. */
export async function countUnreadNotifications(ctx: Ctx): Promise<number> {
  const { userId } = requireUser(ctx)
  const unread = and(eq(notifications.userId, userId), isNull(notifications.readAt))
  return ctx.db.$count(notifications, unread)
}
