import { and, eq, lt } from 'drizzle-orm'
import { mails } from '#db/schema/platform/mail.ts'
import { SENT_MAILS_MS } from '#server/domain/mail/mail-state.ts'
import { transact, type Ctx } from '../context.ts'

/** Deletes mails that were sent long ago. Failed ones stay until somebody sends them again. */
export async function deleteSentMails(ctx: Ctx): Promise<void> {
  await transact(ctx, (tx) =>
    tx.db
      .delete(mails)
      .where(and(eq(mails.state, 'sent'), lt(mails.sentAt, new Date(tx.now.getTime() - SENT_MAILS_MS)))),
  )
}
