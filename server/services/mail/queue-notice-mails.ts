import { sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { mailPreferences, mails } from '#db/schema/platform/mail.ts'
import { job } from '#jobs/outbox.ts'
import { sendMailsJob } from '#jobs/mail/send-mails.ts'
import { type MailData } from '#server/domain/mail/mail-kinds.ts'
import { MAILED_BY_DEFAULT, mailingOf } from '#server/domain/mail/mail-subjects.ts'
import { type Tx } from '../context.ts'

export type WrittenNotice = {
  /** Ids of the notifications of this notice. */
  ids: readonly string[]
  kind: string
  title: string
  body: string
  href: string | null
}

/**
 * Mails a notice to those of its readers who want mails about its subject. One statement for a whole electorate. Only a
 * confirmed address gets news; those under `.example` and `.invalid` belong to nobody (RFC 2606): the demo's people have such.
 */
export async function queueNoticeMails(tx: Tx, notice: WrittenNotice): Promise<void> {
  const { ids, kind, title, body, href } = notice
  const mailing = mailingOf(kind)
  if (mailing === 'never' || ids.length === 0) return
  const subject = mailing === 'always' ? null : mailing
  const data: MailData<'notice'> = { title, body, href, subject }
  const isWanted =
    subject === null
      ? sql`true`
      : sql`coalesce((select p.enabled from ${mailPreferences} p where p.user_id = told.user_id and p.subject = ${subject}),
              ${MAILED_BY_DEFAULT.includes(subject)})`
  const now = tx.now.toISOString()
  const { rowCount } = await tx.db.execute(sql`
    insert into ${mails} (key, kind, user_id, address, data, due_at, created_at)
    select 'notice:' || told.id, 'notice', told.user_id, u.email, ${JSON.stringify(data)}::jsonb,
           ${now}::timestamptz, ${now}::timestamptz
      from notifications told join ${users} u on u.id = told.user_id
     where told.id = any(${sql.param(ids)}::uuid[]) and u.confirmed_at is not null
       and u.email !~ '\\.(example|invalid)$' and ${isWanted}
    on conflict (key) do nothing`)
  if ((rowCount ?? 0) > 0) await tx.enqueue(job(sendMailsJob, {}))
}
