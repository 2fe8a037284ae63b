import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { compose } from './compose.ts'
import { type MailPort } from './mail-port.ts'

/** Connections to the SMTP server from one process. */
export const SMTP_CONNECTIONS = 5
/** How long the server may be silent, ms; together less than an attempt may take. */
const SILENCE_MS = 20_000

/** Sends by SMTP. @param url `smtp://user:password@host:587`, or `smtps:` for TLS from the first byte. */
export function createSmtpMail({ url, from }: { url: string; from: string }): MailPort {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: SMTP_CONNECTIONS,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
  })
  return {
    send: async (mail) => {
      try {
        await transport.sendMail(compose(mail, from))
        return { ok: true }
      } catch (error) {
        return { ok: false, ...readFailure(error) }
      }
    },
    close: () => transport.close(),
  }
}

const smtpError = z.object({ code: z.string().optional(), responseCode: z.number().optional() })

/** A refused recipient or message stays refused. Everything else, a wrong password too, is put right in time by somebody. */
function readFailure(error: unknown): { isPermanent: boolean; error: string } {
  const { code = '', responseCode = 0 } = smtpError.safeParse(error).data ?? {}
  return {
    isPermanent: responseCode >= 500 && ['EENVELOPE', 'EMESSAGE'].includes(code),
    error: (error instanceof Error ? error.message : String(error)).slice(0, 500),
  }
}
