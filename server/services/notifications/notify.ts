import { sql, type SQL } from 'drizzle-orm'
import { notificationPreferences, notifications } from '#db/schema/platform/identity.ts'
import { LINES_A_DAY, pageOfSeveral } from '#server/domain/notifications/notices-of-one-sender.ts'
import { subjectOfNotification } from '#server/domain/notifications/notification-subjects.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
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
  /** Whose act it tells of; the actor when left out, null for the platform's own. */
  senderId?: string | null
  /** Lines of this kind that the sender may cause in a day, if fewer than usual. */
  linesADay?: number
}

/**
 * Notifies users inside the current transaction, except those who switched the subject off, and mails those who want that
 * too. Their open pages update after the commit. Few statements, for one person or a whole electorate.
 *
 * What one person does again and again fills nobody's inbox: news of the same kind from the same person and region joins their
 * unread line of the last day, and from the fifth line in a day on also one that was read. Nothing gets lost: the line says how many it
 * stands for, and is new again. Only new lines are mailed.
 */
export async function notify(tx: Tx, notice: Notice): Promise<void> {
  const { kind, title, body = '', href = null } = notice
  const { senderId = tx.actor.kind === 'user' ? tx.actor.userId : null } = notice
  const userIds = [...new Set(notice.userIds)]
  if (userIds.length === 0) return
  // Lines that are written at the same moment would not see each other.
  if (senderId !== null && userIds.some((id) => id !== senderId))
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`notices:${senderId}`}, 0))`)
  const { rows } = await tx.db.execute<{ id: string; user_id: string; is_new: boolean }>(
    writeLines({ ...notice, body, href, senderId }, userIds, tx.now),
  )
  const ids = rows.filter(({ is_new: isNew }) => isNew).map(({ id }) => id)
  await queueNoticeMails(tx, { ids, kind, title, body, href })
  // A whole electorate is told by few events: one for each of 10,000 cost more than their notifications.
  const told = rows.map(({ user_id: userId }) => userId)
  for (let first = 0; first < told.length; first += USERS_MAX)
    tx.publish({
      audience: { kind: 'users', userIds: told.slice(first, first + USERS_MAX) },
      topic: 'notification',
    })
}

type Written = Omit<Notice, 'href'> & { body: string; href: string | null; senderId: string | null }

/** Writes a new line or renews an earlier one, and answers with the lines that are news. */
function writeLines(notice: Written, userIds: readonly string[], at: Date): SQL {
  const { kind, title, body, href, senderId, regionId = null, once = false, linesADay = LINES_A_DAY } = notice
  const subject = subjectOfNotification(kind)
  const now = sql`${at.toISOString()}::timestamptz`
  const since = sql`${new Date(at.getTime() - DAY_MS).toISOString()}::timestamptz`
  return sql`
    with recipient as (
      select recipients.id as user_id from unnest(${sql.param(userIds)}::uuid[]) as recipients (id)
       where not exists (select 1 from ${notificationPreferences} p where p.user_id = recipients.id
               and p.kind = ${subject} and not p.enabled)
         and not (${once} and exists (select 1 from ${notifications} n where n.user_id = recipients.id
               and n.kind = ${kind} and (n.href is not distinct from ${href} or ${href}::text = any(n.joined_hrefs))))),
    earlier as (
      select n.user_id, count(*) as lines, (array_agg(n.id order by n.created_at desc, n.id))[1] as id
        from ${notifications} n join recipient using (user_id)
       where n.sender_id = ${senderId}::uuid and n.user_id <> n.sender_id and n.kind = ${kind}
         and n.region_id is not distinct from ${regionId}::uuid and n.created_at > ${since}
       group by n.user_id),
    joining as (
      select n.id, n.user_id, n.read_at is not null as was_read,
             n.title = ${title} and n.body = ${body} and n.href is not distinct from ${href} as is_same,
             case when n.joined_hrefs = '{}' then array[coalesce(n.href, '')] else n.joined_hrefs end
               || coalesce(${href}::text, '') as hrefs
        from earlier join ${notifications} n on n.id = earlier.id
       where n.read_at is null or earlier.lines >= ${linesADay}),
    joined as (
      update ${notifications} line
         set title = left(${title}, 280) || ' (and ' || cardinality(joining.hrefs) - 1 || ' more)', body = ${body},
             href = coalesce(${pageOfSeveral(subject)}, ${href}), joined_hrefs = joining.hrefs,
             created_at = ${now}, read_at = null
        from joining where line.id = joining.id and not joining.is_same
      returning line.id, line.user_id, joining.was_read),
    written as (
      insert into ${notifications} (user_id, kind, title, body, href, region_id, sender_id, created_at)
      select user_id, ${kind}, ${title}, ${body}, ${href}, ${regionId}::uuid, ${senderId}::uuid, ${now}
        from recipient where user_id not in (select user_id from joining)
      returning id, user_id)
    select id, user_id, true as is_new from written
    union all
    select id, user_id, false from joined where was_read`
}
