import { and, eq, inArray, isNotNull, lt, ne, or } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { transact, type Ctx } from '../context.ts'

/**
 * Deletes mails that were sent long ago, and those to former pilots as soon as they no longer wait: their addresses are to be forgotten.
 * Failed ones of others stay until somebody sends them again.
 */
export async function deleteSentMails(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const kept = new Date(tx.now.getTime() - tx.config.retention.mailDays * DAY_MS)
    const former = tx.db.select({ id: users.id }).from(users).where(isNotNull(users.expiredAt))
    await tx.db
      .delete(mails)
      .where(
        or(
          and(eq(mails.state, 'sent'), lt(mails.sentAt, kept)),
          and(ne(mails.state, 'queued'), inArray(mails.userId, former)),
        ),
      )
  })
}
