import { describe, expect, it } from 'vitest'
import { addDays, nextBillingDay } from './billing-calendar.ts'
import { type CountedEntry } from './payment-ledger.ts'
import { PLANS } from './plans.ts'
import { openSubscription, type SubscriptionState } from './subscription.ts'
import { isPaymentFailing, type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { nextTransitionAt, reduceSubscription } from './subscription-state.ts'

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
const snapshotAt = (over: Partial<SubscriptionSnapshot>): SubscriptionSnapshot => ({
  id: 'I-1',
  planId: 'P-1',
  customId: 'row-1',
  status: 'ACTIVE',
  statusUpdatedAt: null,
  outstandingMinor: 0,
  failedPaymentsCount: 0,
  nextBillingAt: null,
  nextRetryAt: null,
  lastFailureCode: null,
  lastFailureAt: null,
  lastPaymentAt: null,
  ...over,
})
const paymentAt = (at: Date): CountedEntry => {
  const id = `S ${at.toISOString()}`
  return { kind: 'payment', id, saleId: id, amountMinor: 2500, currency: 'USD', at, months: 1 }
}

/** Runs the reducer whenever it asks to be woken, until `until`, and notes every status. */
function wake(
  from: SubscriptionState,
  reading: { snapshot: SubscriptionSnapshot; ledger: CountedEntry[] },
  { since, until }: { since: Date; until: Date },
): { state: SubscriptionState; seen: { at: Date; status: string }[] } {
  const seen: { at: Date; status: string }[] = []
  let state = from
  for (let now = since; ;) {
    state = reduceSubscription(state, { facts, disputes: [], ...reading, now }).state
    seen.push({ at: now, status: state.status })
    const next = nextTransitionAt(state, now)
    if (next === null || next >= until) return { state, seen }
    now = next
  }
}

/** A subscription that PayPal bills without a failure from `start` on, `months` times. */
function walk(start: Date, months: number) {
  const ledger: CountedEntry[] = []
  const seen: { at: Date; status: string }[] = []
  let state = openSubscription(start)
  let due = start
  for (let month = 0; month < months; month++) {
    ledger.push(paymentAt(due))
    const next = nextBillingDay(due)
    const snapshot = snapshotAt({ lastPaymentAt: due, nextBillingAt: next })
    const run = wake(state, { snapshot, ledger: [...ledger] }, { since: due, until: next })
    state = run.state
    seen.push(...run.seen)
    due = next
  }
  return { seen, due, state, ledger }
}

describe('a renewal by PayPal’s calendar', () => {
  it('of 29 January is no failure on 30 March, 30 April or 30 May', () => {
    const start = new Date('2102-01-29T12:00:00Z')
    const { ledger, seen } = walk(start, 6)
    expect(ledger.map(({ at }) => at.toISOString().slice(5, 10))).toEqual([
      ...['01-29', '03-01', '04-01', '05-01', '06-01', '07-01'],
    ])
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set(['active']))
  })

  it('never passes through grace, from day 28 to 31 of any month of two leap cycles', () => {
    for (let month = 0; month < 8 * 12; month++)
      for (const day of [28, 29, 30, 31]) {
        const start = new Date(Date.UTC(2095, month, day, 23, 30))
        if (start.getUTCDate() !== day) continue
        // After a February the day of the month stays; those that begin around one are followed through both cycles.
        const { seen } = walk(start, month % 12 < 2 ? 98 : 14)
        expect([start, ...seen.filter(({ status }) => status !== 'active')]).toEqual([start])
      }
  })
})

describe('waiting for a renewal', () => {
  const start = new Date('2102-01-31T12:00:00Z')
  const lapse = new Date('2102-02-28T12:00:00Z')
  const statusAt = (now: Date, over: Partial<SubscriptionSnapshot>, state = openSubscription(start)) =>
    reduceSubscription(state, {
      facts,
      snapshot: snapshotAt(over),
      ledger: [paymentAt(start)],
      disputes: [],
      now,
    }).state

  it('ends a day after PayPal’s next billing', () => {
    const nextBillingAt = new Date('2102-03-03T12:00:00Z')
    expect(statusAt(addDays(lapse, 3.9), { nextBillingAt })).toMatchObject({
      status: 'active',
      renewalAwaitedUntil: addDays(nextBillingAt, 1),
    })
    const late = statusAt(addDays(nextBillingAt, 1), { nextBillingAt })
    expect(late).toMatchObject({ status: 'grace' })
    // Counted from the end of the paid time: the wait gives nobody more grace.
    expect(late.timetable?.graceUntil).toEqual(addDays(lapse, 14))
  })

  it('ends after ten days, however far the next billing is, and gives no more grace than usual', () => {
    const nextBillingAt = addDays(lapse, 25)
    expect(statusAt(addDays(lapse, 9.9), { nextBillingAt }).status).toBe('active')
    expect(statusAt(addDays(lapse, 10), { nextBillingAt }).status).toBe('grace')
    expect(statusAt(addDays(lapse, 14), { nextBillingAt }).status).toBe('suspended')
  })

  it('wakes exactly at its end', () => {
    const nextBillingAt = new Date('2102-03-03T12:00:00Z')
    const state = statusAt(lapse, { nextBillingAt })
    expect(nextTransitionAt(state, lapse)).toEqual(addDays(nextBillingAt, 1))
  })

  it.each([
    ['a counted failure', { failedPaymentsCount: 1 }],
    ['a failure after the last payment', { lastPaymentAt: start, lastFailureAt: addDays(lapse, 1) }],
    ['a failure of the first payment', { lastFailureAt: start }],
  ])('ends at once with %s', (_what, over) => {
    expect(isPaymentFailing(snapshotAt(over))).toBe(true)
    const state = statusAt(addDays(lapse, 2), { nextBillingAt: addDays(lapse, 3), ...over })
    expect(state).toMatchObject({ status: 'grace', renewalAwaitedUntil: null })
  })

  it('is not ended by a failure that was paid', () => {
    const over = { lastFailureAt: addDays(start, -5), lastPaymentAt: start, nextBillingAt: addDays(lapse, 3) }
    expect(statusAt(addDays(lapse, 2), over).status).toBe('active')
  })

  it.each(['SUSPENDED', 'APPROVED', 'CANCELLED'] as const)('is nothing for a %s subscription', (status) => {
    const state = statusAt(addDays(lapse, 2), { status, nextBillingAt: addDays(lapse, 3) })
    expect(state.status).toBe(status === 'CANCELLED' ? 'suspended' : 'grace')
  })
})
