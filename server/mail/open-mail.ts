import path from 'node:path'
import { type Env } from '../env.ts'
import { createLocalMail } from './local-mail.ts'
import { type MailPort } from './mail-port.ts'
import { createSmtpMail } from './smtp-mail.ts'

/** The way out for mails in this environment: by SMTP_URL, otherwise into a folder. Callers cannot tell which. */
export function openMail(env: Pick<Env, 'SMTP_URL' | 'MAIL_FROM' | 'publicUrl' | 'dataDir'>): MailPort {
  const from = env.MAIL_FROM ?? `SectorWars 2102 <no-reply@${new URL(env.publicUrl).hostname}>`
  return env.SMTP_URL === undefined
    ? createLocalMail({ folder: path.join(env.dataDir, 'mail'), from })
    : createSmtpMail({ url: env.SMTP_URL, from })
}
