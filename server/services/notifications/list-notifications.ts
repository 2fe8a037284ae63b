import { desc, eq } from 'drizzle-orm'
import { notifications } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type NotificationEntry = {
  id: string
  kind: string
  title: string
  body: string
  href: string | null
  /** Display name of the region it is about. */
  regionName: string | null
  createdAt: string
  readAt: string | null
}

/** The user's notifications, newest first. @throws UNAUTHORIZED. */
export async function listNotifications(ctx: Ctx, input: Paging): Promise<Page<NotificationEntry>> {
  const { userId } = requireUser(ctx)
  const mine = eq(notifications.userId, userId)
  const rows = await ctx.db
    .select({ entry: notifications, regionName: regions.displayName })
    .from(notifications)
    .leftJoin(regions, eq(regions.id, notifications.regionId))
    .where(mine)
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return {
    items: rows.map(({ entry, regionName }) => ({
      id: entry.id,
      kind: entry.kind,
      title: entry.title,
      body: entry.body,
      href: entry.href,
      regionName,
      createdAt: entry.createdAt.toISOString(),
      readAt: entry.readAt?.toISOString() ?? null,
    })),
    total: await ctx.db.$count(notifications, mine),
    ...input,
  }
}
