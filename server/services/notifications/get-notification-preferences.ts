import { eq } from 'drizzle-orm'
import { notificationPreferences } from '#db/schema/platform/identity.ts'
import {
  NOTIFICATION_SUBJECTS,
  type NotificationSubject,
} from '#server/domain/notifications/notification-subjects.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

export type NotificationPreference = { kind: NotificationSubject; enabled: boolean }

/** Notification subjects and whether the user has them enabled (the default). @throws UNAUTHORIZED. */
export async function getNotificationPreferences(ctx: Ctx): Promise<NotificationPreference[]> {
  const { userId } = requireUser(ctx)
  const rows = await ctx.db
    .select({ kind: notificationPreferences.kind, enabled: notificationPreferences.enabled })
    .from(notificationPreferences)
    .where(eq(notificationPreferences.userId, userId))
  const chosen = new Map(rows.map(({ kind, enabled }) => [kind, enabled]))
  return NOTIFICATION_SUBJECTS.map((kind) => ({ kind, enabled: chosen.get(kind) ?? true }))
}
