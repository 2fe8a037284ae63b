import { type SubscriptionStatus } from './subscription-status.ts'

/** Notices to the owner. */
export const BILLING_NOTICES = [
  'payment-received',
  'payment-failed',
  'grace-ends-soon',
  'money-returned',
  'restored',
  'comes-back',
  'suspended',
  'payment-taken-back',
  'dispute-lost',
  'evacuation-started',
  'archived',
  'terminated',
  'cancelled',
  'checkout-abandoned',
  'name-lost',
  'region-kept',
] as const
export type BillingNotice = (typeof BILLING_NOTICES)[number]

/** Problems for an administrator to review. */
export const BILLING_FLAGS = [
  'money-refunded',
  'money-reversed',
  'amount-mismatch',
  'foreign-plan',
  'custom-id-mismatch',
  'bound-elsewhere',
  'name-taken',
  'owner-gone',
  'region-kept',
  'paid-after-termination',
  'paid-after-disputes',
  'dispute-open',
] as const
export type BillingFlag = (typeof BILLING_FLAGS)[number]

/**
 * What must happen when a subscription's state changes. Written in the same transaction as the new state, run as
 * jobs. An effect is a difference between old and new state, so running the reducer again yields none.
 *
 * - grant: build the region, or give the citizenship.
 * - enter-grace: nothing closes; show the banner.
 * - restore: reopen from the given stage (from archived: restore the database). Also builds a region that was paid
 *   for but never built, which happens when a refund arrives before its payment.
 * - suspend, start-evacuation, archive, terminate: the stages; `until` is when the next one starts.
 * - release-name: free the region's name.
 * - hand-over: end the subscription before at PayPal, then take its region over.
 * - at-paypal: call `activate`, `suspend` or `cancel` at PayPal after reading the status (422 means it is already done).
 */
export type BillingEffect =
  | { readonly kind: 'grant' }
  | { readonly kind: 'enter-grace'; readonly until: Date }
  | { readonly kind: 'restore'; readonly from: SubscriptionStatus }
  | { readonly kind: 'suspend'; readonly until: Date }
  | { readonly kind: 'start-evacuation'; readonly until: Date }
  | { readonly kind: 'archive'; readonly until: Date }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'release-name' }
  | { readonly kind: 'hand-over' }
  | { readonly kind: 'at-paypal'; readonly action: 'activate' | 'suspend' | 'cancel' }
  | { readonly kind: 'notify'; readonly notice: BillingNotice }
  | { readonly kind: 'flag'; readonly flag: BillingFlag }
