import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { accountLinks } from '#db/schema/platform/account-access.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { job } from '#jobs/outbox.ts'
import { sendMailsJob } from '#jobs/mail/send-mails.ts'
import { ATTEMPT_MS, ATTEMPTS_MAX, delayAfterAttempt } from '#server/domain/mail/mail-state.ts'
import { type MailOutcome } from '#server/mail/mail-port.ts'
import { transact, type Ctx } from '../context.ts'
import { composeMail, linkIdOf, type MailRow } from './compose-mail.ts'

/** Mails that are sent at once. */
const BATCH = 5

/**
 * Sends all mails that are due. Each is taken for the time of an attempt before it is handed over and marked after it: who
 * dies in between leaves it to the next sweep. A mail may then go out twice, with one Message-ID, but is never lost.
 */
export async function sendMails(ctx: Ctx): Promise<void> {
  for (;;) {
    const taken = await takeDueMails(ctx)
    if (taken.length === 0) return
    await Promise.all(taken.map(async (row) => settle(ctx, row, await hand(ctx, row))))
  }
}

/** Mails that people wait for go before news. */
const NEWS_LAST = asc(sql`${mails.kind} = 'notice'`)

const takeDueMails = (ctx: Ctx): Promise<MailRow[]> =>
  transact(ctx, async (tx) => {
    const due = await tx.db
      .select({ id: mails.id })
      .from(mails)
      .where(and(eq(mails.state, 'queued'), lte(mails.dueAt, tx.now)))
      .orderBy(NEWS_LAST, asc(mails.dueAt))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    if (due.length === 0) return []
    return tx.db
      .update(mails)
      .set({
        // A last attempt that died counts as one more of the last.
        attempts: sql`least(${mails.attempts} + 1, ${ATTEMPTS_MAX})`,
        dueAt: new Date(tx.now.getTime() + ATTEMPT_MS),
      })
      .where(
        inArray(
          mails.id,
          due.map(({ id }) => id),
        ),
      )
      .returning()
  })

async function hand(ctx: Ctx, row: MailRow): Promise<MailOutcome> {
  try {
    const linkHash = await getLinkHash(ctx, row)
    return await ctx.mail.send(composeMail(ctx, row, { withSecrets: true, linkHash }))
  } catch (error) {
    ctx.log.error({ err: error, mail: row.id }, 'a mail could not be written')
    return { ok: false, isPermanent: false, error: error instanceof Error ? error.message : String(error) }
  }
}

/** While the installation's secret changes, a link may have been written with the other one. */
async function getLinkHash(ctx: Ctx, row: MailRow): Promise<string | null> {
  const linkId = ctx.secrets.isRotating ? linkIdOf(row) : null
  if (linkId === null) return null
  const [link] = await ctx.db
    .select({ hash: accountLinks.hash })
    .from(accountLinks)
    .where(eq(accountLinks.id, linkId))
  return link?.hash ?? null
}

async function settle(ctx: Ctx, row: MailRow, outcome: MailOutcome): Promise<void> {
  const isOurs = and(eq(mails.id, row.id), eq(mails.state, 'queued'))
  await transact(ctx, async (tx) => {
    if (outcome.ok) {
      await tx.db.update(mails).set({ state: 'sent', sentAt: tx.now, lastError: null }).where(isOurs)
      return
    }
    const isOver = outcome.isPermanent || row.attempts >= ATTEMPTS_MAX
    const dueAt = new Date(tx.now.getTime() + delayAfterAttempt(row.attempts))
    await tx.db
      .update(mails)
      .set({ lastError: outcome.error, dueAt, state: isOver ? 'failed' : 'queued' })
      .where(isOurs)
    if (!isOver) await tx.enqueue(job(sendMailsJob, {}, dueAt))
    ctx.log.warn({ mail: row.id, kind: row.kind, isOver, error: outcome.error }, 'a mail was not taken')
  })
}
