import { type Mail } from './mail-port.ts'

/** A mail in nodemailer's form: the same for SMTP and for the folder. */
export const compose = (mail: Mail, from: string) => ({
  from,
  to: { name: '', address: mail.to },
  // A line break would begin another header; the library folds, but nothing should depend on that.
  subject: mail.subject.replace(/\s+/g, ' '),
  text: mail.text,
  html: mail.html,
  messageId: `<${mail.id}@${hostOf(from)}>`,
  headers: {
    'Auto-Submitted': 'auto-generated',
    ...(mail.unsubscribeUrl === null
      ? {}
      : {
          'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
  },
  // Nothing of a mail may be fetched from a file or an address.
  disableFileAccess: true,
  disableUrlAccess: true,
})

const hostOf = (from: string): string => /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
