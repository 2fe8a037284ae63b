import { type PayPalSubscriptionStatus } from './subscription-status.ts'

/** A subscription as read from PayPal (`GET /v1/billing/subscriptions/{id}`), in our own terms. */
export interface SubscriptionSnapshot {
  readonly id: string
  readonly planId: string
  /** Our row's id; null when we did not create the subscription. */
  readonly customId: string | null
  readonly status: PayPalSubscriptionStatus
  readonly statusUpdatedAt: Date | null
  /** What PayPal has not collected yet, in minor units of the plan's currency. */
  readonly outstandingMinor: number
  /** Consecutive failed cycles; PayPal resets it with the next payment. */
  readonly failedPaymentsCount: number
  readonly nextBillingAt: Date | null
  readonly nextRetryAt: Date | null
  readonly lastFailureCode: string | null
  readonly lastPaymentAt: Date | null
}

/** A payment failed and PayPal is retrying or has given up. */
export const isPaymentFailing = (snapshot: SubscriptionSnapshot): boolean =>
  snapshot.failedPaymentsCount > 0 || snapshot.nextRetryAt !== null || snapshot.outstandingMinor > 0
