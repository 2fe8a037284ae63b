import { type PayPalSubscriptionStatus } from './subscription-status.ts'

/** What PayPal says about a subscription at one reading (`GET /v1/billing/subscriptions/{id}`), in our own terms. */
export interface SubscriptionSnapshot {
  readonly id: string
  readonly planId: string
  /** Our row's id, or null when the subscription was not made by us. */
  readonly customId: string | null
  readonly status: PayPalSubscriptionStatus
  readonly statusUpdatedAt: Date | null
  /** What PayPal could not collect yet, in minor units of the plan's currency. */
  readonly outstandingMinor: number
  /** Consecutive failed cycles; PayPal resets it with the next payment. */
  readonly failedPaymentsCount: number
  readonly nextBillingAt: Date | null
  readonly nextRetryAt: Date | null
  readonly lastFailureCode: string | null
  readonly lastPaymentAt: Date | null
}

/** PayPal is trying, or has given up trying, to collect a payment that failed. */
export const isPaymentFailing = (snapshot: SubscriptionSnapshot): boolean =>
  snapshot.failedPaymentsCount > 0 || snapshot.nextRetryAt !== null || snapshot.outstandingMinor > 0
