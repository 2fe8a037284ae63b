import { MAIL_SUBJECTS, type MailSubject } from '#server/domain/mail/mail-subjects.ts'
import { transact, type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { readMailPreferences, writeMailPreferences, type MailPreference } from './mail-preferences.ts'

/** Mails the user about exactly these subjects. A personal setting, so it is not audited. @throws UNAUTHORIZED. */
export async function setMailPreferences(
  ctx: Ctx,
  input: { enabled: readonly MailSubject[] },
): Promise<{ preferences: MailPreference[] }> {
  const { userId } = requireUser(ctx)
  return transact(ctx, async (tx) => {
    const preferences = MAIL_SUBJECTS.map((subject) => ({
      subject,
      enabled: input.enabled.includes(subject),
    }))
    await writeMailPreferences(tx, userId, preferences)
    return { preferences: await readMailPreferences(tx, userId) }
  })
}
