import { and, count, eq, isNull, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { requireUser } from '../require-actor.ts'

/** Number of the user's unread notifications, from a partial index. @throws UNAUTHORIZED. */
export async function countUnreadNotifications(ctx: Ctx): Promise<number> {
  const { userId } = requireUser(ctx)
  return oneRow(await unread(ctx.db).execute({ userId })).count
}

const unread = prepared((db) =>
  db
    .select({ count: count() })
    .from(notifications)
    .where(and(eq(notifications.userId, sql.placeholder('userId')), isNull(notifications.readAt)))
    .prepare('unread_notifications'),
)
