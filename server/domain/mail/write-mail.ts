import { type MailContent, type MailData, type MailKind } from './mail-kinds.ts'

/** What the templates need beside the data of a mail. */
export type MailSurroundings = {
  /** Address of the site, without a trailing slash. */
  publicUrl: string
  /** The single-use link that a mail is for. */
  linkUrl: string
}

type Templates = { [K in MailKind]: (data: MailData<K>, at: MailSurroundings) => MailContent }

const TEMPLATES: Templates = {
  notice: ({ title, body, href }, { publicUrl }) => ({
    subject: title,
    paragraphs: [title, ...(body === '' ? [] : [body])],
    action: href === null ? null : { label: 'Open in the game', url: publicUrl + href },
    notes: [],
  }),
  'reset-password': ({ callsign }, { linkUrl }) => ({
    subject: 'Choose a new password',
    paragraphs: [
      `Hello ${callsign}.`,
      'Somebody asked for a new password for your account. The link works once, for 30 minutes. Using it logs out all browsers and programs.',
    ],
    action: { label: 'Choose a new password', url: linkUrl },
    notes: ['If it was not you, ignore this mail: your password stays as it is.'],
  }),
  'confirm-address': ({ callsign }, { linkUrl }) => ({
    subject: 'Confirm your e-mail address',
    paragraphs: [
      `Hello ${callsign}.`,
      'Confirm your address to vote, to join regions and to buy one. You can fly and trade right away. The link works for seven days; an account that nobody confirms ends then.',
    ],
    action: { label: 'Confirm this address', url: linkUrl },
    notes: ['If you did not sign up, do not confirm: the page of the link also ends that account.'],
  }),
  'address-taken': ({ callsign }, { publicUrl }) => ({
    subject: 'You have an account already',
    paragraphs: [
      `Hello ${callsign}.`,
      'Somebody signed up with your address again. If it was you, log in to the account that you have; if you forgot its password, ask for a new one on the log-in page.',
    ],
    action: { label: 'Log in', url: `${publicUrl}/login` },
    notes: ['If it was not you, there is nothing to do: the other account ends after seven days.'],
  }),
  'approve-address': ({ callsign, newAddress }, { linkUrl }) => ({
    subject: 'Change of your e-mail address',
    paragraphs: [
      `Hello ${callsign}.`,
      `Your account is to move from this address to ${newAddress}. It moves once you agree here and the new address agrees too. The link works for three days.`,
    ],
    action: { label: 'Agree to the change', url: linkUrl },
    notes: ['If you did not ask for this, do not agree, and change your password: somebody knows it.'],
  }),
  'accept-address': ({ callsign }, { linkUrl }) => ({
    subject: 'Confirm your new e-mail address',
    paragraphs: [
      `The pilot ${callsign} wants to use this address. The account moves here once this address and the old one agree. The link works for three days.`,
    ],
    action: { label: 'Confirm this address', url: linkUrl },
    notes: ['If this is not your account, ignore this mail.'],
  }),
  'address-changed': ({ callsign, newAddress }, { linkUrl }) => ({
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `Hello ${callsign}.`,
      `Your account moved from this address to ${newAddress}. You can take that back for seven days: it logs out every browser and program, and mails you a link to a new password.`,
    ],
    action: { label: 'Take the change back', url: linkUrl },
    notes: ['If you wanted the change, there is nothing to do.'],
  }),
  'let-in': ({ callsign }, { linkUrl }) => ({
    subject: 'Log in without waiting',
    paragraphs: [
      `Hello ${callsign}.`,
      'Many wrong passwords are being tried at your account, so log-ins from new places have to wait. Open this link in the browser that you want to use: there you can log in at once. It works once, for 30 minutes, and opens nothing without your password.',
    ],
    action: { label: 'Log in without waiting', url: linkUrl },
    notes: ['If you did not just try to log in, ignore this mail. Your password still holds.'],
  }),
  'account-deleted': ({ callsign }, { publicUrl }) => ({
    subject: 'Your account was deleted',
    paragraphs: [
      `Hello ${callsign}.`,
      'Your account was deleted, as you asked. What others rely on, such as votes that were counted, laws and payments, stays without your name. This address is forgotten once this mail is sent.',
    ],
    action: null,
    notes: [`What is kept, for how long and why: ${publicUrl}/privacy`],
  }),
}

/** The words of a mail of this kind. */
export function writeMail<K extends MailKind>(kind: K, data: MailData<K>, at: MailSurroundings): MailContent {
  const write = TEMPLATES[kind] as (data: MailData<K>, at: MailSurroundings) => MailContent
  return write(data, at)
}
