import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail that the server took: its headers unfolded, its parts decoded. */
export type ReceivedMail = { to: string[]; headers: string; body: string }

export type SmtpInbox = {
  url: string
  received: ReceivedMail[]
  /** How the next mails are refused, if at all. */
  refusal: { code: number; of: 'recipient' | 'message' } | null
  close(): Promise<void>
}

/** A real SMTP server on a free port, or on the given one. */
export async function startSmtpServer(port = 0): Promise<SmtpInbox> {
  const inbox: SmtpInbox = { url: '', received: [], refusal: null, close: () => Promise.resolve() }
  const refusalOf = (what: 'recipient' | 'message') =>
    inbox.refusal?.of === what
      ? Object.assign(new Error('Not taken'), { responseCode: inbox.refusal.code })
      : null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusalOf('recipient')),
    onData: (stream, session, done) => {
      void text(stream).then((raw) => {
        const refusal = refusalOf('message')
        if (refusal === null)
          inbox.received.push(
            readMail(
              raw,
              session.envelope.rcptTo.map(({ address }) => address),
            ),
          )
        done(refusal)
      })
    },
  })
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  inbox.url = `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`
  inbox.close = () => new Promise((resolve) => server.close(() => resolve()))
  return inbox
}

function readMail(raw: string, to: string[]): ReceivedMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  return { to, headers: head.replace(/\r\n[ \t]+/g, ' '), body: decodeQuoted(body) }
}

/** Quoted-printable of UTF-8 (RFC 2045 §6.7); text that was not encoded stays as it is. */
const decodeQuoted = (body: string): string =>
  Buffer.from(
    body
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
