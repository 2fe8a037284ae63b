import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './billing-calendar.ts'
import { disputeOutcome, holdsRefund, reinstatementsOf, type Dispute } from './disputes.ts'
import { coverageOf, type CountedEntry, type LedgerEntry } from './payment-ledger.ts'
import { PLANS } from './plans.ts'
import { openSubscription } from './subscription.ts'
import { type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { nextTransitionAt, reduceSubscription } from './subscription-state.ts'

const start = new Date('2102-01-10T10:00:00Z')
const day = (days: number) => addDays(start, days)
const facts = {
  plan: PLANS.regional_owner,
  paypalPlanIds: ['P-1'],
  customId: 'row-1',
  isBoundElsewhere: false,
  isNameTaken: false,
  isOwnerGone: false,
  takeover: 'none' as const,
  paidBefore: null,
}
const snapshot: SubscriptionSnapshot = {
  ...{ id: 'I-1', planId: 'P-1', customId: 'row-1', status: 'ACTIVE', statusUpdatedAt: start },
  ...{ outstandingMinor: 0, failedPaymentsCount: 0, nextBillingAt: null, nextRetryAt: null },
  ...{ lastFailureCode: null, lastFailureAt: null, lastPaymentAt: null },
}
const paused: SubscriptionSnapshot = { ...snapshot, status: 'SUSPENDED', statusUpdatedAt: day(10) }
const entry = (kind: LedgerEntry['kind'], saleId: string, at: Date, amountMinor = 2500): CountedEntry => ({
  ...{ kind, saleId, at, amountMinor, currency: 'USD', months: kind === 'payment' ? 1 : 0 },
  id: kind === 'payment' ? saleId : `${kind} ${saleId} ${at.toISOString()}`,
})
const pay = (saleId: string, days: number) => entry('payment', saleId, day(days))
const reverse = (saleId: string, days: number, amountMinor?: number) =>
  entry('reversal', saleId, day(days), amountMinor)
const dispute = (saleId: string, over: Partial<Dispute> = {}): Dispute => ({
  ...{ id: `D ${saleId}`, saleId, amountMinor: 2500, currency: 'USD', outcome: null, resolvedAt: null },
  ...over,
})

/** The state on a day, after all that is known by then. */
function at(days: number, ledger: CountedEntry[], disputes: Dispute[] = [], over = snapshot) {
  const back = reinstatementsOf(disputes, ledger).map((row) => ({ ...row, months: 0 }))
  return reduceSubscription(openSubscription(start), {
    ...{ facts, snapshot: over, now: day(days), disputes },
    ledger: [...ledger, ...back],
  }).state
}

describe('a payment that is taken back whole', () => {
  const ledger = [pay('A', 0), reverse('A', 10)]

  it('closes the region at once, pauses the billing, and halts the timetable for 75 days at most', () => {
    const state = at(10, ledger, [dispute('A')])
    expect(state).toMatchObject({
      ...{ status: 'suspended', disputedUntil: day(85), wantedAtPayPal: 'suspend' },
      flags: ['money-reversed', 'dispute-open'],
    })
    expect(nextTransitionAt(state, day(10))).toEqual(day(85))
    expect(at(84.9, ledger, [dispute('A')]).status).toBe('suspended')
    // Then the days of a lapse without grace.
    expect(at(85, ledger)).toMatchObject({ status: 'suspended', disputedUntil: null })
    expect([85 + 29.9, 85 + 30, 85 + 60].map((days) => at(days, ledger).status)).toEqual([
      ...['suspended', 'evacuating', 'archived'],
    ])
  })

  it('is open again when the dispute is won, and billed again', () => {
    const won = [dispute('A', { outcome: 'seller', resolvedAt: day(20) })]
    const state = at(20, ledger, won, paused)
    expect(state).toMatchObject({ status: 'active', disputedUntil: null, wantedAtPayPal: 'activate' })
    expect(state.paidThrough).toEqual(new Date('2102-02-10T10:00:00Z'))
    expect(state.flags).not.toContain('dispute-open')
  })

  it('gives 14 days of grace when it is won after the paid time', () => {
    const won = [dispute('A', { outcome: 'seller', resolvedAt: day(60) })]
    expect([60, 73.9, 74].map((days) => at(days, ledger, won).status)).toEqual([
      ...['grace', 'grace', 'suspended'],
    ])
  })

  it('goes on without grace when the dispute is lost, from the day it ends', () => {
    const lost = [dispute('A', { outcome: 'buyer', resolvedAt: day(40) })]
    expect([39, 40, 69.9, 70].map((days) => at(days, ledger, lost).status)).toEqual([
      ...['suspended', 'suspended', 'suspended', 'evacuating'],
    ])
    expect(at(39, ledger, [dispute('A')]).disputedUntil).toEqual(day(85))
    expect(at(40, ledger, lost)).toMatchObject({ disputedUntil: null, wantedAtPayPal: 'suspend' })
  })

  it('is open again with a new payment', () => {
    expect(at(12, [...ledger, pay('B', 12)])).toMatchObject({
      ...{ status: 'active', disputedUntil: null, wantedAtPayPal: 'nothing' },
    })
  })

  it('closes a region that is paid ahead too, until the dispute ends', () => {
    const ahead = [pay('A', 0), pay('B', 1), reverse('A', 10)]
    expect(at(10, ahead).status).toBe('suspended')
    const lost = [dispute('A', { outcome: 'buyer', resolvedAt: day(12) })]
    expect(at(12, ahead, lost).status).toBe('active')
  })

  it('is nothing that a customer of a mere inquiry notices', () => {
    expect(at(10, [pay('A', 0)], [dispute('A')])).toMatchObject({ status: 'active', disputedUntil: null })
  })
})

describe('a part that is taken back', () => {
  it('shortens only what it covers, and nothing is closed', () => {
    const ledger = [pay('A', 0), reverse('A', 5, 500)]
    const state = at(5, ledger, [dispute('A', { amountMinor: 500 })])
    expect(state).toMatchObject({ status: 'active', disputedUntil: null })
    expect(state.paidThrough).toEqual(new Date(start.getTime() + 0.8 * 31 * 86_400_000))
    const won = [dispute('A', { amountMinor: 500, outcome: 'seller', resolvedAt: day(9) })]
    expect(at(9, ledger, won).paidThrough).toEqual(new Date('2102-02-10T10:00:00Z'))
  })

  it('counts as whole once refunds and reversals have taken all', () => {
    const ledger = [pay('A', 0), entry('refund', 'A', day(3), 500), reverse('A', 5, 2000)]
    expect(at(5, ledger)).toMatchObject({ status: 'suspended', disputedUntil: day(80) })
  })
})

describe('somebody who wants a region for nothing', () => {
  it('cannot halt it a second time by disputing what they pay next', () => {
    const ledger = [pay('A', 0), reverse('A', 10), pay('B', 12), reverse('B', 20)]
    expect(at(20, ledger)).toMatchObject({ status: 'suspended', disputedUntil: null })
    expect(at(50, ledger).status).toBe('evacuating')
  })

  it('cannot buy a third month with a payment after two that went back', () => {
    const ledger = [pay('A', 0), reverse('A', 10), pay('B', 12), reverse('B', 20), pay('C', 25)]
    const state = at(25, ledger)
    expect(state).toMatchObject({ status: 'suspended' })
    expect(state.flags).toContain('paid-after-disputes')
    // Unless one of the two was given back.
    const won = [dispute('A', { outcome: 'seller', resolvedAt: day(24) })]
    expect(at(25, ledger, won).status).toBe('active')
  })

  it('cannot make the halt longer by disputing several payments', () => {
    const ledger = [
      pay('A', 0),
      pay('B', 1),
      pay('C', 2),
      reverse('A', 10),
      reverse('B', 60),
      reverse('C', 80),
    ]
    expect([10, 84.9].map((days) => at(days, ledger).disputedUntil)).toEqual([day(85), day(85)])
    expect(at(85, ledger).disputedUntil).toBeNull()
  })

  it('cannot put an evacuation off by disputing an old payment', () => {
    const ledger = [pay('A', 0), reverse('A', 31 + 35)]
    expect(at(31 + 35, ledger)).toMatchObject({ status: 'evacuating', disputedUntil: null })
    expect(at(31 + 60, ledger).status).toBe('archived')
  })

  it('is never open for longer than was paid, the grace and one disputed month', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ gap: fc.integer({ min: 1, max: 60 }), after: fc.integer({ min: 0, max: 30 }) }),
          {
            minLength: 2,
            maxLength: 6,
          },
        ),
        (payments) => {
          // Every payment is taken back, some days after it was made.
          let now = 0
          const ledger = payments.flatMap(({ gap, after }, index) => {
            now += gap
            return [pay(`S-${index}`, now), reverse(`S-${index}`, now + after)]
          })
          const last = Math.max(...ledger.map((row) => (row.at.getTime() - start.getTime()) / 86_400_000))
          const openDays = Array.from({ length: Math.ceil(last) + 200 }, (_, days) => {
            const known = ledger.filter((row) => row.at <= day(days))
            if (coverageOf(known) === null) return 0
            return ['active', 'grace'].includes(at(days, known).status) ? 1 : 0
          }).reduce<number>((sum, one) => sum + one, 0)
          expect(openDays).toBeLessThanOrEqual(2 * (31 + 14))
        },
      ),
      { numRuns: 60 },
    )
  })
})

it.each([
  ['RESOLVED_BUYER_FAVOUR', 'buyer'],
  ['ACCEPTED', 'buyer'],
  ['RESOLVED_SELLER_FAVOUR', 'seller'],
  ['RESOLVED_WITH_PAYOUT', 'seller'],
  ['CANCELED_BY_BUYER', 'seller'],
  ['NONE', null],
  [null, null],
])('%s is for the %s', (code, outcome) => {
  expect(disputeOutcome(code)).toBe(outcome)
})

it('gives money back once for a dispute, and none that was never taken', () => {
  const won = [dispute('A', { outcome: 'seller', resolvedAt: day(20) })]
  expect(reinstatementsOf(won, [pay('A', 0)])).toEqual([])
  expect(reinstatementsOf(won, [pay('A', 0), reverse('A', 10)])).toMatchObject([{ id: 'D A', at: day(20) }])
})

describe('a disputed payment goes back once', () => {
  const opened = { ...dispute('S1'), openedAt: day(5) }
  const lost = { ...opened, outcome: 'buyer' as const, resolvedAt: day(9) }

  it('by nobody but PayPal while the dispute is open', () => {
    expect(holdsRefund(opened, [pay('S1', 0)])).toBe(true)
  })

  it('by nobody but PayPal after it was lost, until the return is in the ledger', () => {
    expect(holdsRefund(lost, [pay('S1', 0)])).toBe(true)
    expect(holdsRefund(lost, [pay('S1', 0), reverse('S2', 9)])).toBe(true)
    expect(holdsRefund(lost, [pay('S1', 0), reverse('S1', 4)])).toBe(true)
    expect(holdsRefund(lost, [pay('S1', 0), reverse('S1', 9)])).toBe(false)
  })

  it('by us when the seller won or nobody did', () => {
    expect(holdsRefund({ ...lost, outcome: 'seller' }, [pay('S1', 0)])).toBe(false)
    expect(holdsRefund({ ...lost, outcome: null }, [pay('S1', 0)])).toBe(false)
  })
})
