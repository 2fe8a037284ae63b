import { sql } from 'drizzle-orm'
import { notificationPreferences } from '#db/schema/platform/identity.ts'
import {
  NOTIFICATION_SUBJECTS,
  type NotificationSubject,
} from '#server/domain/notifications/notification-subjects.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/**
 * Enables exactly these subjects for the user. Security, payments and the user's own regions are not subjects and
 * always notify. A personal setting, so it is not audited.
 * @throws UNAUTHORIZED.
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
