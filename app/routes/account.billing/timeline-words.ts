import { type TimelineEntry } from '#server/domain/billing/subscription-output.ts'

const WORDS: Record<string, string> = {
  payment: 'Payment received',
  refund: 'Money refunded',
  reversal: 'Payment reversed',
  granted: 'Subscription began',
  restored: 'Restored',
  'enter-grace': 'Payment overdue: everything works',
  suspend: 'Suspended, read-only',
  'start-evacuation': 'Evacuation with export',
  archive: 'Archived',
  terminate: 'Ended',
  abandoned: 'Checkout ran out',
  'given-up': 'Checkout given up',
  'cancel-requested': 'Cancelled',
  renewed: 'Renewed with a new agreement',
  'renewal-opened': 'Renewal opened at PayPal',
  'capture-requested': 'Payment asked for',
  'capture-declined': 'Payment declined',
  flag: 'An administrator looks at this subscription',
}

/** What an entry of the timeline says; an unknown kind is shown as it is rather than hidden. */
export const timelineWords = ({ kind }: Pick<TimelineEntry, 'kind'>): string => WORDS[kind] ?? kind
