import { sql } from 'drizzle-orm'
import { notificationPreferences, notifications } from '#db/schema/platform/identity.ts'
import { subjectOfNotification } from '#server/domain/notifications/notification-subjects.ts'
import { USERS_MAX } from '../../events/event-bus.ts'
import { type Tx } from '../context.ts'
import { queueNoticeMails } from '../mail/queue-notice-mails.ts'

export type Notice = {
  /** Duplicates get one notification. */
  userIds: readonly string[]
  /** Context and event, such as `policy.passed`. A stable name: icons, filters and preferences depend on it. */
  kind: string
  title: string
  body?: string
  /** Page of the application that shows the subject. */
  href?: string
  regionId?: string
  /** Skips users who already have a notification of this kind and `href`. For jobs, which may run twice. */
  once?: boolean
}

/**
 * Notifies users inside the current transaction, except those who switched the subject off, and mails those who want that
 * too. Their open pages update after the commit. Few statements, for one person or a whole electorate.
 */
export async function notify(tx: Tx, notice: Notice): Promise<void> {
  const { kind, title, body = '', href = null, regionId = null, once = false } = notice
  const userIds = [...new Set(notice.userIds)]
  if (userIds.length === 0) return
  const { rows } = await tx.db.execute<{ id: string; user_id: string }>(sql`
    insert into ${notifications} (user_id, kind, title, body, href, region_id, created_at)
    select recipients.id, ${kind}, ${title}, ${body}, ${href}, ${regionId}::uuid, ${tx.now.toISOString()}::timestamptz
      from unnest(${sql.param(userIds)}::uuid[]) as recipients (id)
     where not exists (select 1 from ${notificationPreferences} p where p.user_id = recipients.id
             and p.kind = ${subjectOfNotification(kind)} and not p.enabled)
       and not (${once} and exists (select 1 from ${notifications} n where n.user_id = recipients.id
             and n.kind = ${kind} and n.href is not distinct from ${href}))
    returning id, user_id`)
  const told = rows.map(({ user_id: userId }) => userId)
  await queueNoticeMails(tx, { ids: rows.map(({ id }) => id), kind, title, body, href })
  // A whole electorate is told by few events: one for each of 10,000 cost more than their notifications.
  for (let first = 0; first < told.length; first += USERS_MAX)
    tx.publish({
      audience: { kind: 'users', userIds: told.slice(first, first + USERS_MAX) },
      topic: 'notification',
    })
}
