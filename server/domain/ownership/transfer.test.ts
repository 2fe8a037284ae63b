import { describe, expect, it } from 'vitest'
import { addDays } from '../billing/billing-calendar.ts'
import { SUBSCRIPTION_STATUSES } from '../billing/subscription-status.ts'
import { GOVERNANCE_TYPES } from '../regions/governance-types.ts'
import { isPassedBy, isTransferable, mayOfferTransfer, paymentWindow, type OfferRefusal } from './transfer.ts'

const accepted = new Date('2026-03-01T10:00:00Z')

it.each(GOVERNANCE_TYPES)(
  'the receiver may pay for a week, outside autocracies after 14 days (%s)',
  (form) => {
    const from = form === 'autocracy' ? accepted : addDays(accepted, 14)
    expect(paymentWindow(accepted, form)).toEqual({ from, until: addDays(from, 7) })
  },
)

it('only a region that is paid for, without an open dispute, can be handed on', () => {
  const able = SUBSCRIPTION_STATUSES.filter((status) => isTransferable({ status, flags: [] }))
  expect(able).toEqual(['active', 'cancelled'])
  expect(isTransferable({ status: 'active', flags: ['dispute-open'] })).toBe(false)
  expect(isTransferable({ status: 'active', flags: ['money-refunded'] })).toBe(true)
})

it('a region passes by what was paid while it was paid for, though that ran out since', () => {
  const state = { status: 'suspended', flags: [], paidThrough: accepted, disputedUntil: null } as const
  const [before, after] = [addDays(accepted, -1), addDays(accepted, 1)]
  expect(isPassedBy({ ...state, status: 'active' }, after)).toBe(true)
  const able = SUBSCRIPTION_STATUSES.filter((status) => isPassedBy({ ...state, status }, before))
  expect(able).toEqual(['active', 'grace', 'suspended', 'cancelled'])
  expect(isPassedBy(state, accepted)).toBe(false)
  expect(isPassedBy({ ...state, paidThrough: null }, before)).toBe(false)
  expect(isPassedBy({ ...state, disputedUntil: after }, before)).toBe(false)
  expect(isPassedBy({ ...state, flags: ['dispute-open'] }, before)).toBe(false)
})

describe('an offer', () => {
  const request: Parameters<typeof mayOfferTransfer>[0] = {
    subscription: { status: 'active', flags: [] },
    hasOpenRefund: false,
    receiver: { membershipType: 'citizen', isOwner: false },
    hasOpenTransfer: false,
  }
  it.each<[OfferRefusal | null, Partial<typeof request>]>([
    [null, {}],
    ['not-paid-for', { subscription: null }],
    ['not-paid-for', { subscription: { status: 'grace', flags: [] } }],
    ['not-paid-for', { hasOpenRefund: true }],
    ['yourself', { receiver: { membershipType: 'citizen', isOwner: true } }],
    ['not-a-citizen', { receiver: { membershipType: 'resident', isOwner: false } }],
    ['already-open', { hasOpenTransfer: true }],
  ])('is refused: %s (%#)', (reason, change) => {
    const verdict = mayOfferTransfer({ ...request, ...change })
    expect(verdict.ok ? null : verdict.reason).toBe(reason)
  })
})
