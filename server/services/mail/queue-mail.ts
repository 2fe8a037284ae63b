import { job } from '#jobs/outbox.ts'
import { sendMailsJob } from '#jobs/mail/send-mails.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { type MailData, type MailKind } from '#server/domain/mail/mail-kinds.ts'
import { type Tx } from '../context.ts'

export type PendingMail<K extends MailKind> = {
  /** The event that causes it: a second mail with the same key is not written. */
  key: string
  kind: K
  userId: string
  address: string
  data: MailData<K>
}

/** Writes a mail in the transaction of what causes it; it goes out soon after the commit, once. */
export async function queueMail<K extends MailKind>(tx: Tx, mail: PendingMail<K>): Promise<void> {
  const written = await tx.db
    .insert(mails)
    .values({ ...mail, dueAt: tx.now, createdAt: tx.now })
    .onConflictDoNothing({ target: mails.key })
    .returning({ id: mails.id })
  if (written.length > 0) await tx.enqueue(job(sendMailsJob, {}))
}
