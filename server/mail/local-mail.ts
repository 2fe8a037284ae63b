import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { compose } from './compose.ts'
import { type MailPort } from './mail-port.ts'

/**
 * Writes each mail into a folder, as a file that mail programs open: what would go to an SMTP server, byte for byte. A mail
 * that is sent again replaces its file.
 */
export function createLocalMail({ folder, from }: { folder: string; from: string }): MailPort {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail(compose(mail, from))
      // For the operator alone: mails hold links that open accounts.
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = path.join(folder, `${mail.id}.eml`)
      await writeFile(`${file}.part`, message, { mode: 0o600 })
      await rename(`${file}.part`, file)
      return { ok: true }
    },
    close: () => transport.close(),
  }
}
