import { type BillingFlag } from './billing-effects.ts'
import { type SubscriptionStatus } from './subscription-status.ts'
import { type Timetable } from './subscription-timetable.ts'

/** What we hold about one subscription row. Everything in it is data; store it as it is. */
export interface SubscriptionState {
  readonly status: SubscriptionStatus
  /** When the checkout was opened; the name's hold counts from here. */
  readonly openedAt: Date
  /** The end of what the ledger has paid for, or null before the first payment. */
  readonly paidThrough: Date | null
  /** Dates of the stages that follow if nothing more is paid, or null before the first payment. */
  readonly timetable: Timetable | null
  /** Paid and checked at least once: what was bought exists, or is being built. */
  readonly isGranted: boolean
  readonly isGraceEnding: boolean
  /** Refunded and reversed so far, in minor units. */
  readonly returnedMinor: number
  /** What we want PayPal to do with its subscription. */
  readonly wantedAtPayPal: 'nothing' | 'activate' | 'cancel'
  /** In the order of BILLING_FLAGS. */
  readonly flags: readonly BillingFlag[]
}

/** The state of a checkout that has just been opened. */
export const openSubscription = (openedAt: Date): SubscriptionState => ({
  status: 'pending',
  openedAt,
  paidThrough: null,
  timetable: null,
  isGranted: false,
  isGraceEnding: false,
  returnedMinor: 0,
  wantedAtPayPal: 'nothing',
  flags: [],
})
