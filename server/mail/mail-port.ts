/** A mail as it is handed over, for one recipient. */
export type Mail = {
  /** Stays the same over all attempts, so that a mail that arrives twice is one for the reader's program. */
  id: string
  to: string
  subject: string
  text: string
  html: string
  /** Where one POST without a log-in ends mails of this sort (RFC 8058); null for what cannot be switched off. */
  unsubscribeUrl: string | null
}

/** Permanent: the server will not take this mail whenever it is tried. */
export type MailOutcome = { ok: true } | { ok: false; isPermanent: boolean; error: string }

/** The way out for mails: an SMTP server, or a folder. */
export interface MailPort {
  send(mail: Mail): Promise<MailOutcome>
  close(): void
}
