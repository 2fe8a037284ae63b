import {
  NOTIFICATION_SUBJECTS,
  subjectOfNotification,
  SUBJECT_TEXTS,
} from '../notifications/notification-subjects.ts'

/** What people choose to be mailed about. Security, payments and an administrator's alerts are no subject: they are always mailed. */
export const MAIL_SUBJECTS = [...NOTIFICATION_SUBJECTS, 'own-region'] as const
export type MailSubject = (typeof MAIL_SUBJECTS)[number]

export const MAIL_SUBJECT_TEXTS: Record<MailSubject, { label: string; text: string }> = {
  ...SUBJECT_TEXTS,
  'own-region': {
    label: 'Your regions',
    text: 'A region that you bought is ready, could not be built or its export is ready, or one that you are a citizen of is not paid for, closes or returns.',
  },
}

/**
 * Mailed unless somebody switches it off: what ends unless its reader acts, and what they paid for. Everything else is mailed
 * only to those who ask for it.
 */
export const MAILED_BY_DEFAULT: readonly MailSubject[] = [
  'vote-closing',
  'recall',
  'membership',
  'own-region',
]

/**
 * Whether and how a notice of this kind (`policy.passed`) is mailed: always, by the reader's choice of a subject, or never.
 * What happens in flight is for the game only.
 */
export function mailingOf(kind: string): 'always' | 'never' | MailSubject {
  if (/^(account|alert|billing)\./.test(kind)) return 'always'
  if (/^region\./.test(kind)) return 'own-region'
  return subjectOfNotification(kind) ?? 'never'
}
