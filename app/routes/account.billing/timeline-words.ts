import { type TimelineEntry } from '#server/domain/billing/subscription-output.ts'

const WORDS: Record<string, string> = {
  payment: 'Payment received',
  refund: 'Money refunded',
  reversal: 'Payment reversed',
  reinstatement: 'Reversed money came back',
  'dispute-opened': 'Payment disputed',
  'dispute-won': 'Dispute ended, the payment stands',
  'dispute-lost': 'Dispute ended, the payment stays returned',
  'refund-requested': 'Refund on its way',
  'refund-failed': 'Refund delayed: an administrator looks after it',
  granted: 'Subscription started',
  'handed-over': 'Region handed over, subscription ended',
  restored: 'Restored',
  'enter-grace': 'Payment overdue, still running',
  suspend: 'Suspended (read-only)',
  'start-evacuation': 'Evacuation started',
  archive: 'Archived',
  terminate: 'Ended',
  abandoned: 'Checkout expired',
  'given-up': 'Checkout cancelled',
  'cancel-requested': 'Cancelled',
  renewed: 'Renewed',
  'renewal-opened': 'Renewal started at PayPal',
  'size-asked': 'Change of size started at PayPal',
  'size-consented': 'Change of size agreed at PayPal',
  'size-done': 'Size changed',
  'size-given-up': 'Change of size given up',
  'size-ended': 'Change of size did not happen',
  'capture-requested': 'Payment requested',
  'capture-declined': 'Payment declined',
  flag: 'Under review by an administrator',
}

/** Label of an entry; unknown kinds are shown as they are. */
export const timelineLabel = ({ kind }: Pick<TimelineEntry, 'kind'>): string => WORDS[kind] ?? kind
