import { type RegionStatus } from '../regions/region-status.ts'
import { type SubscriptionStatus } from './subscription-status.ts'

/**
 * Stage of a purchase, as its page shows it: `approval` waits for the buyer at PayPal, `confirming` for the payment
 * event, `building` for the region; `ready` is done; `closed` was abandoned or has ended.
 */
export const CHECKOUT_STAGES = ['approval', 'confirming', 'building', 'ready', 'closed'] as const
export type CheckoutStage = (typeof CHECKOUT_STAGES)[number]

export function checkoutStage(facts: {
  status: SubscriptionStatus
  paypalStatus: string | null
  /** Null for a citizenship and before the region exists. */
  regionStatus: RegionStatus | null
}): CheckoutStage {
  switch (facts.status) {
    case 'abandoned':
    case 'terminated':
    case 'handed_over':
      return 'closed'
    case 'pending':
      return facts.paypalStatus === null || facts.paypalStatus === 'APPROVAL_PENDING'
        ? 'approval'
        : 'confirming'
    default:
      return facts.regionStatus === 'pending' || facts.regionStatus === 'provisioning' ? 'building' : 'ready'
  }
}
