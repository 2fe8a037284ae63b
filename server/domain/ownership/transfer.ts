import { addDays } from '../billing/billing-calendar.ts'
import { type SubscriptionState } from '../billing/subscription.ts'
import { type MembershipType } from '../membership/membership-types.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type GovernanceType } from '../regions/governance-types.ts'

/** offered: the receiver has to accept · accepted: announced, then the receiver pays · done: they own the region · ended: without that. */
export const TRANSFER_STATUSES = ['offered', 'accepted', 'done', 'ended'] as const
export type TransferStatus = (typeof TRANSFER_STATUSES)[number]
export const OPEN_TRANSFERS = ['offered', 'accepted'] as const satisfies readonly TransferStatus[]

export const TRANSFER_END_REASONS = ['withdrawn', 'declined', 'too-late', 'not-paid-for'] as const
export type TransferEndReason = (typeof TRANSFER_END_REASONS)[number]

export const TRANSFER_END_TEXTS: Record<TransferEndReason, string> = {
  withdrawn: 'The owner withdrew it.',
  declined: 'The receiver does not want it.',
  'too-late': 'The receiver did not accept or pay in time.',
  'not-paid-for': 'A payment for the region is overdue, disputed or refunded.',
}

/** How long the receiver may wait to accept. */
export const OFFER_DAYS = 14
/** How long citizens see it before, where they decide anything. */
export const ANNOUNCEMENT_DAYS = 14
/** How long the receiver may pay then. */
export const TRANSFER_PAYMENT_DAYS = 7
export const TERMS_LENGTH = { min: 0, max: 1000 } as const

/** From when until when the receiver may pay: the region is theirs with that payment. */
export function paymentWindow(acceptedAt: Date, governanceType: GovernanceType): { from: Date; until: Date } {
  const from = governanceType === 'autocracy' ? acceptedAt : addDays(acceptedAt, ANNOUNCEMENT_DAYS)
  return { from, until: addDays(from, TRANSFER_PAYMENT_DAYS) }
}

/** Only a region that is paid for, without a dispute, changes hands by its owner's wish; otherwise there is the rescue. */
export const isTransferable = ({ status, flags }: Pick<SubscriptionState, 'status' | 'flags'>): boolean =>
  (status === 'active' || status === 'cancelled') && !flags.includes('dispute-open')

/**
 * Whether a region passes by what its receiver paid at `paidAt`: it is paid for, or was at that moment and ran out since. So it does when we
 * end the old agreement for the receiver.
 */
export function isPassedBy(
  state: Pick<SubscriptionState, 'status' | 'flags' | 'paidThrough' | 'disputedUntil'>,
  paidAt: Date,
): boolean {
  if (isTransferable(state)) return true
  const { status, flags, paidThrough, disputedUntil } = state
  const hasRunOut = status === 'grace' || status === 'suspended'
  const isDisputed = disputedUntil !== null || flags.includes('dispute-open')
  return hasRunOut && !isDisputed && paidThrough !== null && paidAt < paidThrough
}

export type OfferRefusal = 'not-paid-for' | 'yourself' | 'not-a-citizen' | 'already-open'

/** Whether an owner may offer the region to somebody. */
export function mayOfferTransfer(request: {
  subscription: Pick<SubscriptionState, 'status' | 'flags'> | null
  hasOpenRefund: boolean
  receiver: { membershipType: MembershipType | null; isOwner: boolean }
  hasOpenTransfer: boolean
}): Verdict<undefined, OfferRefusal> {
  const { subscription, receiver } = request
  if (subscription === null || !isTransferable(subscription) || request.hasOpenRefund)
    return refuse(
      'not-paid-for',
      'A region can be handed on while it is paid for, and no payment is disputed or being refunded.',
    )
  if (receiver.isOwner) return refuse('yourself', 'You own this region.')
  if (receiver.membershipType !== 'citizen')
    return refuse('not-a-citizen', 'The receiver must be a citizen of this region.')
  if (request.hasOpenTransfer)
    return refuse('already-open', 'You have offered this region to somebody. Withdraw that first.')
  return allow(undefined)
}
