import { and, eq } from 'drizzle-orm'
import { mails } from '#db/schema/platform/mail.ts'
import { job } from '#jobs/outbox.ts'
import { sendMailsJob } from '#jobs/mail/send-mails.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

/** Queues a failed mail again, with all its attempts. @throws UNAUTHORIZED, FORBIDDEN, NOT_FOUND for any but a failed one. */
export async function sendMailAgain(ctx: Ctx, input: { id: string }): Promise<void> {
  requireAdmin(ctx)
  await transact(ctx, async (tx) => {
    const [mail] = await tx.db
      .update(mails)
      .set({ state: 'queued', attempts: 0, dueAt: tx.now })
      .where(and(eq(mails.id, input.id), eq(mails.state, 'failed')))
      .returning({ id: mails.id })
    if (!mail) throw notFound('A failed mail')
    await tx.enqueue(job(sendMailsJob, {}))
    await tx.audit({ action: 'mail.queued-again', subject: { type: 'mail', id: mail.id } })
  })
}
