import { type mails } from '#db/schema/platform/mail.ts'
import { MAIL_DATA, type MailKind } from '#server/domain/mail/mail-kinds.ts'
import { MAIL_SUBJECT_TEXTS } from '#server/domain/mail/mail-subjects.ts'
import { writeMail } from '#server/domain/mail/write-mail.ts'
import { layOutMail } from '#server/mail/lay-out-mail.ts'
import { type Mail } from '#server/mail/mail-port.ts'
import { type Ctx } from '../context.ts'

export type MailRow = typeof mails.$inferSelect

/** The page that the single-use link of a kind opens. */
const LINK_PATHS: Partial<Record<MailKind, string>> = {
  'reset-password': '/reset',
  'confirm-address': '/confirm',
  'approve-address': '/address/approve',
  'accept-address': '/address/accept',
  'address-changed': '/address/undo',
  'let-in': '/let-in',
}

/** Stands for the token of a link where a mail is only looked at. */
const HIDDEN = '(only-in-the-mail)'

/** The single-use link that a mail carries, if any. */
export function linkIdOf(row: MailRow): string | null {
  const data = MAIL_DATA[row.kind].parse(row.data)
  return 'linkId' in data && typeof data.linkId === 'string' ? data.linkId : null
}

/**
 * The mail of a row, with its links. @param options.withSecrets false for who may read what a mail says, but not use the
 * links in it
 * @param options.linkHash what is kept of its single-use link
 */
export function composeMail(
  ctx: Ctx,
  row: MailRow,
  options: { withSecrets: boolean; linkHash?: string | null },
): Mail {
  const { publicUrl } = ctx.config
  const data = MAIL_DATA[row.kind].parse(row.data)
  const subject = 'subject' in data ? data.subject : null
  const tokenOf = (make: () => string) => (options.withSecrets ? make() : HIDDEN)
  const linkId = linkIdOf(row)
  const linkUrl =
    linkId === null
      ? publicUrl
      : `${publicUrl}${LINK_PATHS[row.kind] ?? ''}/${tokenOf(() => ctx.secrets.linkToken(linkId, options.linkHash))}`
  const content = writeMail(row.kind, data, { publicUrl, linkUrl })
  const unsubscribeUrl =
    subject === null
      ? null
      : `${publicUrl}/unsubscribe/${tokenOf(() => ctx.secrets.unsubscribeToken({ userId: row.userId, subject }))}`
  const reason =
    subject === null
      ? 'You get this mail because it is about your account. Such mails cannot be switched off.'
      : `You get this mail because you are mailed about “${MAIL_SUBJECT_TEXTS[subject].label}”. Choose what you are mailed about at ${publicUrl}/account/notifications.`
  return {
    id: row.id,
    to: row.address,
    subject: content.subject,
    unsubscribeUrl,
    ...layOutMail(content, { reason, unsubscribeUrl }),
  }
}
