import { z } from 'zod'
import { MAIL_SUBJECTS } from './mail-subjects.ts'

export const MAIL_KINDS = [
  'notice',
  'reset-password',
  'confirm-address',
  'address-taken',
  'approve-address',
  'accept-address',
  'address-changed',
  'account-deleted',
  'let-in',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]

/** What each kind of mail is about. No secret is among it: links are made when the mail is sent. */
export const MAIL_DATA = {
  notice: z.object({
    title: z.string(),
    body: z.string(),
    href: z.string().nullable(),
    /** Null for what is always mailed. */
    subject: z.enum(MAIL_SUBJECTS).nullable(),
  }),
  'reset-password': z.object({ linkId: z.uuid(), callsign: z.string() }),
  'confirm-address': z.object({ linkId: z.uuid(), callsign: z.string() }),
  'address-taken': z.object({ callsign: z.string() }),
  'approve-address': z.object({ linkId: z.uuid(), callsign: z.string(), newAddress: z.string() }),
  'accept-address': z.object({ linkId: z.uuid(), callsign: z.string() }),
  'address-changed': z.object({ linkId: z.uuid(), callsign: z.string(), newAddress: z.string() }),
  'account-deleted': z.object({ callsign: z.string() }),
  'let-in': z.object({ linkId: z.uuid(), callsign: z.string() }),
} as const satisfies Record<MailKind, z.ZodType>

export type MailData<K extends MailKind = MailKind> = z.output<(typeof MAIL_DATA)[K]>

/** A mail before it is laid out: plain sentences, which the layout escapes. */
export type MailContent = {
  subject: string
  paragraphs: readonly string[]
  /** The one thing to do, as a button. */
  action: { label: string; url: string } | null
  /** Below the button. */
  notes: readonly string[]
}
