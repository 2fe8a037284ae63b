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
  /** PayPal keeps the last failure after it was paid: it is open only if no payment came later. */
  readonly lastFailureAt: Date | null
  readonly lastPaymentAt: Date | null
}

/** A payment failed and PayPal is retrying or has given up: a counted failure, or a last one that no payment followed. */
export const isPaymentFailing = ({
  failedPaymentsCount,
  lastFailureAt,
  lastPaymentAt,
}: SubscriptionSnapshot): boolean =>
  failedPaymentsCount > 0 ||
  (lastFailureAt !== null && (lastPaymentAt === null || lastFailureAt > lastPaymentAt))
