import { type BillingEffect, type BillingNotice } from './billing-effects.ts'
import { type SubscriptionState } from './subscription.ts'
import { isEntitled, type SubscriptionStatus } from './subscription-status.ts'

/** The effects of the change from `old` to `next`; none if they are equal. */
export function effectsBetween(old: SubscriptionState, next: SubscriptionState): BillingEffect[] {
  const effects: BillingEffect[] = []
  const notify = (notice: BillingNotice) => effects.push({ kind: 'notify', notice })

  if (!old.isGranted && next.isGranted && isEntitled(next.status)) effects.push({ kind: 'grant' })
  if (!old.awaitsHandOver && next.awaitsHandOver) effects.push({ kind: 'hand-over' })
  if (old.status !== next.status) effects.push(...effectsOfStatus(old, next))
  if (next.paidThrough !== null && (old.paidThrough === null || next.paidThrough > old.paidThrough)) {
    notify('payment-received')
  }
  if (next.flags.includes('name-taken') && !old.flags.includes('name-taken')) notify('name-lost')
  if (next.flags.includes('region-kept') && !old.flags.includes('region-kept')) notify('region-kept')
  if (next.returnedMinor > old.returnedMinor) notify('money-returned')
  if (isClosed(old.status) && isClosed(next.status)) {
    if (old.disputedUntil === null && next.disputedUntil !== null) notify('payment-taken-back')
    if (old.disputedUntil !== null && next.disputedUntil === null) notify('dispute-lost')
  }
  if (next.isGraceEnding && !old.isGraceEnding) notify('grace-ends-soon')
  if (next.wantedAtPayPal !== old.wantedAtPayPal && next.wantedAtPayPal !== 'nothing') {
    effects.push({ kind: 'at-paypal', action: next.wantedAtPayPal })
  }
  for (const flag of next.flags) if (!old.flags.includes(flag)) effects.push({ kind: 'flag', flag })
  return effects
}

const isClosed = (status: SubscriptionStatus): boolean =>
  status === 'suspended' || status === 'evacuating' || status === 'archived'

/** A payment came too late for what it was for: it goes back. */
export const paidInVain = ({ isGranted, status, flags }: SubscriptionState): boolean =>
  status === 'handed_over' ||
  flags.includes('paid-after-termination') ||
  (!isGranted &&
    flags.some((flag) => flag === 'name-taken' || flag === 'owner-gone' || flag === 'region-kept'))

function effectsOfStatus(old: SubscriptionState, next: SubscriptionState): BillingEffect[] {
  const { timetable } = next
  const reopened: BillingEffect[] =
    isClosed(old.status) || (old.status === 'grace' && next.status !== 'grace')
      ? [
          { kind: 'restore', from: old.status },
          { kind: 'notify', notice: old.status === 'archived' ? 'comes-back' : 'restored' },
        ]
      : []
  switch (next.status) {
    case 'pending':
    case 'handed_over':
      return []
    case 'active':
      return reopened
    case 'cancelled':
      return [...reopened, { kind: 'notify', notice: 'cancelled' }]
    case 'abandoned':
      return [
        { kind: 'release-name' },
        ...(paidInVain(next) ? [] : [{ kind: 'notify', notice: 'checkout-abandoned' } as const]),
      ]
    case 'terminated':
      return [{ kind: 'terminate' }, { kind: 'notify', notice: 'terminated' }]
  }
  if (timetable === null) throw new TypeError(`a subscription in ${next.status} must have been paid for`)
  switch (next.status) {
    case 'grace':
      return [
        ...reopened,
        { kind: 'enter-grace', until: timetable.graceUntil },
        { kind: 'notify', notice: 'payment-failed' },
      ]
    case 'suspended':
      return [
        { kind: 'suspend', until: timetable.readOnlyUntil },
        { kind: 'notify', notice: next.disputedUntil === null ? 'suspended' : 'payment-taken-back' },
      ]
    case 'evacuating':
      return [
        { kind: 'start-evacuation', until: timetable.evacuationUntil },
        { kind: 'notify', notice: 'evacuation-started' },
      ]
    case 'archived':
      return [
        { kind: 'archive', until: timetable.archiveUntil },
        { kind: 'notify', notice: 'archived' },
      ]
  }
}
