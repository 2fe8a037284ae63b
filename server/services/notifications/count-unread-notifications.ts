import { and, count, eq, isNull } from 'drizzle-orm'
import { notifications } from '#db/schema/platform/identity.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/** How many of one's notifications wait to be read; answered from a partial index. @throws UNAUTHORIZED. */
export async function countUnreadNotifications(ctx: Ctx): Promise<number> {
  const { userId } = requireUser(ctx)
  const [unread] = await ctx.db
    .select({ all: count() })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), isNull(notifications.readAt)))
  return unread?.all ?? 0
}
