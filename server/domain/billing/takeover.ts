import { type SubscriptionState } from './subscription.ts'

/**
 * How far a subscription is that takes an existing region over. none: it takes over none · waiting: the subscription before may still be
 * paid, and has to be read again and cancelled at PayPal first · ready: it is cancelled, and nothing was paid meanwhile · void: the
 * region cannot be taken over (any more), and what was paid for that goes back.
 */
export const TAKEOVER_STAGES = ['none', 'waiting', 'ready', 'void'] as const
export type TakeoverStage = (typeof TAKEOVER_STAGES)[number]

/** Whether the paid time is over and PayPal is about to bill the next: who ends the agreement now leaves the region unpaid. */
export const isRenewalAwaited = (
  { status, timetable }: Pick<SubscriptionState, 'status' | 'timetable'>,
  now: Date,
): boolean => status === 'active' && timetable !== null && now >= timetable.lapsesAt

/** The state of a subscription whose region another one pays for from now on: it never counts for the region again. */
export const handOver = (state: SubscriptionState): SubscriptionState => ({
  ...state,
  status: 'handed_over',
  isGraceEnding: false,
  renewalAwaitedUntil: null,
  disputedUntil: null,
  wantedAtPayPal: 'nothing',
})
