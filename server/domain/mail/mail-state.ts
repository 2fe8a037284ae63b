export const MAIL_STATES = ['queued', 'sent', 'failed'] as const
export type MailState = (typeof MAIL_STATES)[number]

const SECOND_MS = 1_000

/** So long one attempt may take; another process tries again after it, because the first one died. */
export const ATTEMPT_MS = 120 * SECOND_MS

/** With the delays below a mail is tried for about 17 hours: longer than most outages, shorter than its news is worth. */
export const ATTEMPTS_MAX = 12

/** Delay after the n-th failed attempt: half a minute, doubled each time. */
export const delayAfterAttempt = (attempts: number): number => 30 * SECOND_MS * 2 ** (attempts - 1)
