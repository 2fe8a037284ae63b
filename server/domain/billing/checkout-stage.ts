import { type RegionStatus } from '../regions/region-status.ts'
import { type SubscriptionStatus } from './subscription-status.ts'

/**
 * Where a purchase stands, for the page that follows it: `approval` waits for the buyer at PayPal, `confirming` for the
 * payment's event, `building` for the region, `ready` is bought, `closed` came to nothing or is over.
 */
export const CHECKOUT_STAGES = ['approval', 'confirming', 'building', 'ready', 'closed'] as const
export type CheckoutStage = (typeof CHECKOUT_STAGES)[number]

export function checkoutStage(facts: {
  status: SubscriptionStatus
  paypalStatus: string | null
  /** Null for a citizenship, and before the region is made. */
  regionStatus: RegionStatus | null
}): CheckoutStage {
  switch (facts.status) {
    case 'abandoned':
    case 'terminated':
      return 'closed'
    case 'pending':
      return facts.paypalStatus === null || facts.paypalStatus === 'APPROVAL_PENDING'
        ? 'approval'
        : 'confirming'
    default:
      return facts.regionStatus === 'pending' || facts.regionStatus === 'provisioning' ? 'building' : 'ready'
  }
}
