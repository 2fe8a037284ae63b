/** How an event of PayPal was handled. */
export const INBOX_OUTCOMES = [
  'applied',
  'not-ours',
  'unreadable',
  'waits-for-its-sale',
  'done-before',
] as const
export type InboxOutcome = (typeof INBOX_OUTCOMES)[number]
