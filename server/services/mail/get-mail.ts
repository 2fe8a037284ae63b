import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { composeMail } from './compose-mail.ts'
import { toMailEntry, type MailEntry } from './list-mails.ts'

/**
 * A mail as its reader gets it, in plain text, but for the tokens of its links: an administrator opens nobody's account with one.
 * @throws UNAUTHORIZED, FORBIDDEN, NOT_FOUND.
 */
export async function getMail(
  ctx: Ctx,
  input: { id: string },
): Promise<MailEntry & { subject: string; text: string }> {
  requireAdmin(ctx)
  const [row] = await ctx.db
    .select({ mail: mails, callsign: users.callsign })
    .from(mails)
    .innerJoin(users, eq(users.id, mails.userId))
    .where(eq(mails.id, input.id))
  if (!row) throw notFound('This mail')
  const { subject, text } = composeMail(ctx, row.mail, { withSecrets: false })
  return { ...toMailEntry(row), subject, text }
}
