import { eq, sql } from 'drizzle-orm'
import { mailPreferences } from '#db/schema/platform/mail.ts'
import { MAIL_SUBJECTS, MAILED_BY_DEFAULT, type MailSubject } from '#server/domain/mail/mail-subjects.ts'
import { type Tx, type Ctx } from '../context.ts'

export type MailPreference = { subject: MailSubject; enabled: boolean }

/** What a user is mailed about, in the order of the subjects. */
export async function readMailPreferences(ctx: Ctx, userId: string): Promise<MailPreference[]> {
  const rows = await ctx.db.select().from(mailPreferences).where(eq(mailPreferences.userId, userId))
  const chosen = new Map(rows.map((row) => [row.subject, row.enabled]))
  return MAIL_SUBJECTS.map((subject) => ({
    subject,
    enabled: chosen.get(subject) ?? MAILED_BY_DEFAULT.includes(subject),
  }))
}

export async function writeMailPreferences(
  tx: Tx,
  userId: string,
  preferences: readonly MailPreference[],
): Promise<void> {
  await tx.db
    .insert(mailPreferences)
    .values(preferences.map((preference) => ({ userId, ...preference })))
    .onConflictDoUpdate({
      target: [mailPreferences.userId, mailPreferences.subject],
      set: { enabled: sql`excluded.enabled` },
    })
}
