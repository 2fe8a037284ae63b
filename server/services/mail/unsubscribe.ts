import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { MAIL_SUBJECT_TEXTS, MAIL_SUBJECTS, type MailSubject } from '#server/domain/mail/mail-subjects.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { writeMailPreferences } from './mail-preferences.ts'

/** What a link out of a mail switches off. Its signature is all it needs: no log-in. @throws NOT_FOUND for another link. */
export function readUnsubscribeLink(ctx: Ctx, input: { token: string }): { label: string } {
  return { label: MAIL_SUBJECT_TEXTS[subjectOf(ctx, input.token).subject].label }
}

/** Ends mails about the subject of a link; once more does nothing. A personal setting, so it is not audited. @throws NOT_FOUND. */
export async function unsubscribe(ctx: Ctx, input: { token: string }): Promise<{ label: string }> {
  const { userId, subject } = subjectOf(ctx, input.token)
  await transact(ctx, async (tx) => {
    const [user] = await tx.db
      .select({ id: users.id })
      .from(users)
      .where(eq(users.id, userId))
      .for('key share')
    if (user) await writeMailPreferences(tx, userId, [{ subject, enabled: false }])
  })
  return { label: MAIL_SUBJECT_TEXTS[subject].label }
}

function subjectOf(ctx: Ctx, token: string): { userId: string; subject: MailSubject } {
  const read = ctx.secrets.readUnsubscribeToken(token)
  const subject = MAIL_SUBJECTS.find((one) => one === read?.subject)
  if (!read || !subject) throw notFound('This link')
  return { userId: read.userId, subject }
}
