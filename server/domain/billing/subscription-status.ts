import { type RegionStatus } from '../regions/region-status.ts'

/**
 * Our own status of a subscription; PayPal's is one of its inputs.
 *
 * pending: checkout open or payment awaited · active: paid · grace: payment owed, everything works · suspended:
 * read-only · evacuating: read-only with export · archived: dumped, restorable · terminated: data gone (or
 * citizenship ended) · cancelled: will not renew, paid until `paidThrough` · abandoned: checkout never completed ·
 * handed_over: another subscription pays for the region now.
 */
export const SUBSCRIPTION_STATUSES = [
  'pending',
  'active',
  'grace',
  'suspended',
  'evacuating',
  'archived',
  'terminated',
  'cancelled',
  'abandoned',
  'handed_over',
] as const
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number]

/** PayPal's status, as its API writes it. */
export const PAYPAL_SUBSCRIPTION_STATUSES = [
  'APPROVAL_PENDING',
  'APPROVED',
  'ACTIVE',
  'SUSPENDED',
  'CANCELLED',
  'EXPIRED',
] as const
export type PayPalSubscriptionStatus = (typeof PAYPAL_SUBSCRIPTION_STATUSES)[number]

/** Everything works: paid, or within the grace. */
export const isEntitled = (status: SubscriptionStatus): boolean =>
  status === 'active' || status === 'grace' || status === 'cancelled'

/** PayPal will never bill again; a new subscription is the only way back. */
export const isEndedAtPayPal = (status: PayPalSubscriptionStatus): boolean =>
  status === 'CANCELLED' || status === 'EXPIRED'

/** The region's status for a subscription's status, or null when the subscription was never paid. */
export function regionStatusOf(status: SubscriptionStatus): RegionStatus | null {
  switch (status) {
    case 'pending':
    case 'abandoned':
    case 'handed_over':
      return null
    case 'active':
    case 'cancelled':
      return 'active'
    case 'grace':
    case 'suspended':
    case 'evacuating':
    case 'archived':
    case 'terminated':
      return status
  }
}
