import { type SubscriptionStatus } from './subscription-status.ts'

/** What the owner is told. */
export const BILLING_NOTICES = [
  'payment-received',
  'payment-failed',
  'grace-ends-soon',
  'money-returned',
  'restored',
  'suspended',
  'evacuation-started',
  'archived',
  'terminated',
  'cancelled',
  'checkout-abandoned',
  'name-lost',
] as const
export type BillingNotice = (typeof BILLING_NOTICES)[number]

/** What an admin has to look at. */
export const BILLING_FLAGS = [
  'money-refunded',
  'money-reversed',
  'amount-mismatch',
  'foreign-plan',
  'custom-id-mismatch',
  'bound-elsewhere',
  'name-taken',
  'paid-after-termination',
] as const
export type BillingFlag = (typeof BILLING_FLAGS)[number]

/**
 * What has to happen because a subscription's state changed. Written in the transaction that stores the new state, run as
 * jobs. Every effect is a difference between the old and the new state, so reducing again gives none.
 *
 * - grant: build the region, or give the citizenship.
 * - enter-grace: nothing closes; show the banner.
 * - restore: reopen from the stage named (from archived: bring the database back). It also builds a region that was paid for
 *   but never built, which happens when money was taken back before the payment was heard of.
 * - suspend, start-evacuation, archive, terminate: the stages; `until` is when the next one is due.
 * - release-name: let go of the region's name.
 * - at-paypal: call `activate` or `cancel` there, after reading the status (422 means somebody already did).
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
  | { readonly kind: 'at-paypal'; readonly action: 'activate' | 'cancel' }
  | { readonly kind: 'notify'; readonly notice: BillingNotice }
  | { readonly kind: 'flag'; readonly flag: BillingFlag }
