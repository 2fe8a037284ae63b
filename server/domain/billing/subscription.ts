import { type BillingFlag } from './billing-effects.ts'
import { type SubscriptionStatus } from './subscription-status.ts'
import { type Timetable } from './subscription-timetable.ts'

/** The stored state of one subscription: plain data. */
export interface SubscriptionState {
  readonly status: SubscriptionStatus
  /** When the checkout was opened; the name's reservation counts from here. */
  readonly openedAt: Date
  /** End of the paid time, or null before the first payment. */
  readonly paidThrough: Date | null
  /** Dates of the later stages if nothing more is paid, or null before the first payment. */
  readonly timetable: Timetable | null
  /** Paid and checked at least once: the purchase exists or is being built. */
  readonly isGranted: boolean
  /** Paid and checked, but the subscription that it takes over from is not ended at PayPal yet. */
  readonly awaitsHandOver: boolean
  readonly isGraceEnding: boolean
  /** Until when a renewal is awaited after the paid time, without grace; null when PayPal is not about to bill. */
  readonly renewalAwaitedUntil: Date | null
  /** Until when at the latest a payment that was taken back halts everything; null when none does. */
  readonly disputedUntil: Date | null
  /** Refunded and reversed so far, in minor units. */
  readonly returnedMinor: number
  /** What PayPal should do with its subscription. */
  readonly wantedAtPayPal: 'nothing' | 'activate' | 'suspend' | 'cancel'
  /** In the order of BILLING_FLAGS. */
  readonly flags: readonly BillingFlag[]
}

/** The state of a new checkout. */
export const openSubscription = (openedAt: Date): SubscriptionState => ({
  status: 'pending',
  openedAt,
  paidThrough: null,
  timetable: null,
  isGranted: false,
  awaitsHandOver: false,
  isGraceEnding: false,
  renewalAwaitedUntil: null,
  disputedUntil: null,
  returnedMinor: 0,
  wantedAtPayPal: 'nothing',
  flags: [],
})
