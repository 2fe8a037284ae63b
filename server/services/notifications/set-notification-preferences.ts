import { sql } from 'drizzle-orm'
import { notificationPreferences } from '#db/schema/platform/identity.ts'
import {
  NOTIFICATION_SUBJECTS,
  type NotificationSubject,
} from '#server/domain/notifications/notification-subjects.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/**
 * Has the actor told about these subjects and no others. What concerns their security, their payments and their own
 * regions is no subject and stays. A setting of one's own, so the audit log does not carry it. @throws UNAUTHORIZED.
 */
export async function setNotificationPreferences(
  ctx: Ctx,
  input: { enabled: readonly NotificationSubject[] },
): Promise<void> {
  const { userId } = requireUser(ctx)
  await transact(ctx, (tx) =>
    tx.db
      .insert(notificationPreferences)
      .values(NOTIFICATION_SUBJECTS.map((kind) => ({ userId, kind, enabled: input.enabled.includes(kind) })))
      .onConflictDoUpdate({
        target: [notificationPreferences.userId, notificationPreferences.kind],
        set: { enabled: sql`excluded.enabled` },
      }),
  )
}
