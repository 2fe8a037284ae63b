import { describe, expect, it } from 'vitest'
import { addDays } from './billing-calendar.ts'
import { keepsName } from './checkout-holds.ts'
import { type CheckoutFacts } from './grant-check.ts'
import { type CountedEntry } from './payment-ledger.ts'
import { PLANS, type PlanKey } from './plans.ts'
import { openSubscription, type SubscriptionState } from './subscription.ts'
import { type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { nextTransitionAt, reduceSubscription } from './subscription-state.ts'
import { regionStatusOf, SUBSCRIPTION_STATUSES } from './subscription-status.ts'

const day = (iso: string) => new Date(`${iso}T10:00:00.000Z`)
const opened = day('2026-01-10')
const factsFor = (plan: PlanKey): CheckoutFacts => ({
  plan: PLANS[plan],
  paypalPlanIds: ['P-1', 'P-0'],
  customId: 'row-1',
  isBoundElsewhere: false,
  isNameTaken: false,
  isOwnerGone: false,
  takeover: 'none' as const,
  paidBefore: null,
})
const facts = factsFor('regional_owner')
const active: SubscriptionSnapshot = {
  id: 'I-1',
  planId: 'P-1',
  customId: 'row-1',
  status: 'ACTIVE',
  statusUpdatedAt: opened,
  outstandingMinor: 0,
  failedPaymentsCount: 0,
  nextBillingAt: day('2026-02-10'),
  nextRetryAt: null,
  lastFailureCode: null,
  lastFailureAt: null,
  lastPaymentAt: null,
}
const payment = (id: string, at: Date, amountMinor = 2500, months = 1): CountedEntry => ({
  kind: 'payment',
  months,
  id,
  saleId: id,
  amountMinor,
  currency: 'USD',
  at,
})
const first = payment('S-1', opened)
const refundOf = (saleId: string, at: Date, kind: 'refund' | 'reversal' = 'refund'): CountedEntry => ({
  ...payment(`R-${saleId}`, at),
  kind,
  saleId,
  months: 0,
})
const read = (now: Date, over: Partial<Parameters<typeof reduceSubscription>[1]> = {}) => ({
  facts,
  snapshot: active,
  ledger: [first],
  disputes: [],
  now,
  ...over,
})
const kinds = (effects: ReturnType<typeof reduceSubscription>['effects']) =>
  effects.map((effect) =>
    effect.kind === 'notify'
      ? `notify ${effect.notice}`
      : effect.kind === 'flag'
        ? `flag ${effect.flag}`
        : effect.kind === 'at-paypal'
          ? `${effect.action} at PayPal`
          : effect.kind,
  )
const paid: SubscriptionState = reduceSubscription(openSubscription(opened), read(opened)).state
const failing: SubscriptionSnapshot = {
  ...active,
  nextRetryAt: day('2026-02-15'),
  lastFailureAt: day('2026-02-10'),
}
const cancelled: SubscriptionSnapshot = { ...active, status: 'CANCELLED' }

describe('before the first payment', () => {
  it('grants nothing on ACTIVATED alone', () => {
    const { state, effects } = reduceSubscription(openSubscription(opened), read(opened, { ledger: [] }))
    expect(state.status).toBe('pending')
    expect(effects).toEqual([])
  })

  it('grants on a payment that arrives before ACTIVATED', () => {
    const snapshot = { ...active, status: 'APPROVED' as const }
    const { state, effects } = reduceSubscription(openSubscription(opened), read(opened, { snapshot }))
    expect(state).toMatchObject({ status: 'active', isGranted: true, paidThrough: day('2026-02-10') })
    expect(kinds(effects)).toEqual(['grant', 'notify payment-received'])
  })

  it('abandons an unapproved checkout after exactly one hour and releases its name', () => {
    const snapshot = { ...active, status: 'APPROVAL_PENDING' as const }
    const at = (ms: number) => read(new Date(opened.getTime() + ms), { snapshot, ledger: [] })
    const state = openSubscription(opened)
    expect(nextTransitionAt(state, opened)).toEqual(new Date(opened.getTime() + 3_600_000))
    expect(reduceSubscription(state, at(3_599_999)).state.status).toBe('pending')
    const late = reduceSubscription(state, at(3_600_000))
    expect(kinds(late.effects)).toEqual(['release-name', 'notify checkout-abandoned'])
    expect(keepsName(late.state.status)).toBe(false)
    expect(nextTransitionAt(late.state, opened)).toBeNull()
  })

  it('abandons a checkout that never reached PayPal, and one that PayPal ended', () => {
    const state = openSubscription(opened)
    const later = addDays(opened, 1)
    expect(reduceSubscription(state, read(opened, { snapshot: null, ledger: [] })).state.status).toBe(
      'pending',
    )
    expect(reduceSubscription(state, read(later, { snapshot: null, ledger: [] })).state.status).toBe(
      'abandoned',
    )
    expect(reduceSubscription(state, read(opened, { snapshot: cancelled, ledger: [] })).state.status).toBe(
      'abandoned',
    )
  })

  it('grants a late payment while the name is free', () => {
    const abandoned = { ...openSubscription(opened), status: 'abandoned' as const }
    expect(reduceSubscription(abandoned, read(addDays(opened, 1))).state.status).toBe('active')
  })

  it('cancels and flags a payment for a name that another buyer took', () => {
    const taken = { facts: { ...facts, isNameTaken: true } }
    const { state, effects } = reduceSubscription(openSubscription(opened), read(opened, taken))
    expect(state).toMatchObject({ status: 'abandoned', isGranted: false, paidThrough: null })
    expect(kinds(effects)).toEqual([
      'release-name',
      'notify name-lost',
      'cancel at PayPal',
      'flag name-taken',
    ])
  })

  it('tells of the lost name also when the checkout had expired before, and nobody whose account is gone', () => {
    const expired = { ...openSubscription(opened), status: 'abandoned' as const }
    const taken = { facts: { ...facts, isNameTaken: true } }
    expect(kinds(reduceSubscription(expired, read(opened, taken)).effects)).toEqual([
      'notify name-lost',
      'cancel at PayPal',
      'flag name-taken',
    ])
    const gone = { facts: { ...facts, isOwnerGone: true } }
    const { effects } = reduceSubscription(openSubscription(opened), read(opened, gone))
    expect(kinds(effects)).toEqual(['release-name', 'cancel at PayPal', 'flag owner-gone'])
  })

  it.each([
    ['foreign-plan', { snapshot: { ...active, planId: 'P-2' } }],
    ['custom-id-mismatch', { snapshot: { ...active, customId: null } }],
    ['bound-elsewhere', { facts: { ...facts, isBoundElsewhere: true } }],
    ['amount-mismatch', { ledger: [payment('S-1', opened, 100, 0)] }],
  ])('grants nothing on a %s and flags it', (flag, over) => {
    const { state, effects } = reduceSubscription(openSubscription(opened), read(opened, over))
    expect(state).toMatchObject({ status: 'pending', isGranted: false, flags: [flag] })
    expect(kinds(effects)).not.toContain('grant')
    expect(kinds(effects)).toContain(`flag ${flag}`)
  })

  it('grants nothing on a payment before PayPal was read', () => {
    expect(
      reduceSubscription(openSubscription(opened), read(opened, { snapshot: null })).state.isGranted,
    ).toBe(false)
  })
})

describe('renewal and failure', () => {
  const due = day('2026-02-10')

  it('stays active while PayPal is about to collect a renewal', () => {
    expect(reduceSubscription(paid, read(addDays(due, 0.9))).state.status).toBe('active')
    expect(reduceSubscription(paid, read(addDays(due, 1))).state.status).toBe('grace')
  })

  it('enters grace on a failed payment, even an hour before the paid time ends', () => {
    const now = new Date(due.getTime() - 3_600_000)
    const { state, effects } = reduceSubscription(paid, read(now, { snapshot: failing }))
    expect(state.status).toBe('grace')
    expect(effects).toEqual([
      { kind: 'enter-grace', until: addDays(due, 14) },
      { kind: 'notify', notice: 'payment-failed' },
    ])
  })

  it.each([
    [0, 'grace', 'enter-grace'],
    [13.9, 'grace', 'enter-grace'],
    [14, 'suspended', 'suspend'],
    [29.9, 'suspended', 'suspend'],
    [30, 'evacuating', 'start-evacuation'],
    [59.9, 'evacuating', 'start-evacuation'],
    [60, 'archived', 'archive'],
    [424.9, 'archived', 'archive'],
    [425, 'terminated', 'terminate'],
  ])('%d days after the due day a region is in %s', (days, status, effect) => {
    const { state, effects } = reduceSubscription(paid, read(addDays(due, days), { snapshot: failing }))
    expect(state.status).toBe(status)
    expect(kinds(effects)).toContain(effect)
  })

  it('reminds once in the last three days of grace', () => {
    const grace = reduceSubscription(paid, read(due, { snapshot: failing })).state
    const reading = read(addDays(due, 11), { snapshot: failing })
    const reminded = reduceSubscription(grace, reading)
    expect(kinds(reminded.effects)).toEqual(['notify grace-ends-soon'])
    expect(reduceSubscription(reminded.state, reading).effects).toEqual([])
  })

  it.each([
    [5, 'grace'],
    [20, 'suspended'],
    [40, 'evacuating'],
    [200, 'archived'],
  ])('paying %d days late restores from %s', (days, from) => {
    const now = addDays(due, days)
    const behind = reduceSubscription(paid, read(now, { snapshot: failing })).state
    const { state, effects } = reduceSubscription(behind, read(now, { ledger: [first, payment('S-2', now)] }))
    expect(state.status).toBe('active')
    expect(effects).toContainEqual({ kind: 'restore', from })
  })

  it('asks PayPal to resume a suspended subscription once its balance is paid', () => {
    const now = addDays(due, 12)
    const suspendedThere = { ...active, status: 'SUSPENDED' as const, statusUpdatedAt: addDays(due, 10) }
    const { state, effects } = reduceSubscription(
      paid,
      read(now, { snapshot: suspendedThere, ledger: [first, payment('S-2', now)] }),
    )
    expect(state).toMatchObject({ status: 'active', wantedAtPayPal: 'activate' })
    expect(kinds(effects)).toContain('activate at PayPal')
  })

  it('keeps a suspension that no payment followed', () => {
    const snapshot = { ...active, status: 'SUSPENDED' as const, statusUpdatedAt: addDays(opened, 3) }
    const { state } = reduceSubscription(paid, read(addDays(opened, 4), { snapshot }))
    expect(state).toMatchObject({ status: 'active', wantedAtPayPal: 'nothing' })
  })

  it('never reopens a terminated subscription and flags later payments', () => {
    const gone = reduceSubscription(paid, read(addDays(due, 500), { snapshot: failing }))
    expect(kinds(gone.effects)).toContain('cancel at PayPal')
    const now = addDays(due, 501)
    const { state, effects } = reduceSubscription(
      gone.state,
      read(now, { ledger: [first, payment('S-2', now)] }),
    )
    expect(state.status).toBe('terminated')
    expect(kinds(effects)).toContain('flag paid-after-termination')
  })

  it('returns the next moment at which time alone changes the state', () => {
    expect(nextTransitionAt(paid, opened)).toEqual(due)
    expect(nextTransitionAt(paid, due)).toEqual(addDays(due, 1))
    expect(nextTransitionAt(paid, addDays(due, 1))).toEqual(addDays(due, 11))
    expect(nextTransitionAt(paid, addDays(due, 14))).toEqual(addDays(due, 30))
    expect(nextTransitionAt(paid, addDays(due, 1000))).toBeNull()
    expect(nextTransitionAt({ ...paid, status: 'terminated' }, opened)).toBeNull()
  })
})

describe('cancelling', () => {
  it('keeps the paid time, then becomes read-only without grace', () => {
    const during = reduceSubscription(paid, read(day('2026-01-20'), { snapshot: cancelled }))
    expect(during.state.status).toBe('cancelled')
    expect(regionStatusOf(during.state.status)).toBe('active')
    expect(kinds(during.effects)).toEqual(['notify cancelled'])
    const after = reduceSubscription(during.state, read(day('2026-02-10'), { snapshot: cancelled }))
    expect(after.state.status).toBe('suspended')
    expect(after.effects).toContainEqual({ kind: 'suspend', until: addDays(day('2026-02-10'), 30) })
  })

  it('ends a citizenship with its paid time', () => {
    const citizen = factsFor('galactic_citizen')
    const reading = (now: Date) =>
      read(now, { facts: citizen, snapshot: cancelled, ledger: [payment('S-1', opened, 500)] })
    const state = reduceSubscription(openSubscription(opened), reading(opened)).state
    expect(state.status).toBe('cancelled')
    expect(reduceSubscription(state, reading(day('2026-02-10'))).state.status).toBe('terminated')
  })

  it('leaves an unpaid citizenship paused until day 30', () => {
    const citizen = factsFor('galactic_citizen')
    const at = (days: number) =>
      reduceSubscription(
        openSubscription(opened),
        read(addDays(day('2026-02-10'), days), {
          facts: citizen,
          snapshot: failing,
          ledger: [payment('S-1', opened, 500)],
        }),
      ).state.status
    expect([at(13), at(14), at(29), at(30)]).toEqual(['grace', 'suspended', 'suspended', 'terminated'])
  })
})

describe('refunds', () => {
  it('of one month among several start the grace at that moment and are flagged', () => {
    const second = payment('S-2', day('2026-02-10'))
    const before = reduceSubscription(paid, read(day('2026-02-12'), { ledger: [first, second] })).state
    const { state, effects } = reduceSubscription(
      before,
      read(day('2026-02-20'), { ledger: [first, second, refundOf('S-2', day('2026-02-20'))] }),
    )
    expect(state).toMatchObject({ status: 'grace', paidThrough: day('2026-02-10'), returnedMinor: 2500 })
    expect(state.timetable?.graceUntil).toEqual(addDays(day('2026-02-20'), 14))
    expect(kinds(effects)).toEqual([
      'enter-grace',
      'notify payment-failed',
      'notify money-returned',
      'flag money-refunded',
    ])
  })

  it('of everything suspend without grace', () => {
    const now = day('2026-01-12')
    const { state } = reduceSubscription(paid, read(now, { ledger: [first, refundOf('S-1', now)] }))
    expect(state).toMatchObject({ status: 'suspended', flags: ['money-refunded'] })
  })
})

it('a payment that is taken back tells its owner why, and pauses PayPal', () => {
  const now = day('2026-01-12')
  const ledger = [first, refundOf('S-1', now, 'reversal')]
  const closed = reduceSubscription(paid, read(now, { ledger }))
  expect(kinds(closed.effects)).toEqual([
    'suspend',
    'notify payment-taken-back',
    'notify money-returned',
    'suspend at PayPal',
    'flag money-reversed',
  ])
  const over = reduceSubscription(closed.state, read(addDays(now, 75), { ledger }))
  expect(kinds(over.effects)).toEqual(['notify dispute-lost'])
  const late = reduceSubscription(paid, read(day('2026-02-25'), { snapshot: failing })).state
  const disputed = [first, refundOf('S-1', day('2026-02-23'), 'reversal')]
  const told = reduceSubscription(late, read(day('2026-02-25'), { ledger: disputed }))
  expect(kinds(told.effects)).toContain('notify payment-taken-back')
})

it('maps every subscription status to a status of the built region', () => {
  expect(SUBSCRIPTION_STATUSES.map(regionStatusOf)).toEqual([
    null,
    'active',
    'grace',
    'suspended',
    'evacuating',
    'archived',
    'terminated',
    'active',
    null,
    null,
  ])
})
