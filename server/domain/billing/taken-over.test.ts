import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from './billing-calendar.ts'
import { coverageOf, type CountedEntry } from './payment-ledger.ts'
import { PLANS } from './plans.ts'
import { openSubscription } from './subscription.ts'
import { type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { reduceSubscription } from './subscription-state.ts'
import { handOver, TAKEOVER_STAGES, type TakeoverStage } from './takeover.ts'

const paidAt = new Date('2026-05-10T10:00:00Z')
const payment: CountedEntry = {
  ...{ kind: 'payment', id: 'S-1', saleId: 'S-1', amountMinor: 2500, currency: 'USD', at: paidAt, months: 1 },
}
const back = (at: Date): CountedEntry => ({ ...payment, kind: 'refund', id: 'R-1', months: 0, at })
const snapshot: SubscriptionSnapshot = {
  ...{ id: 'I-1', planId: 'P-1', customId: 'row-1', status: 'ACTIVE', statusUpdatedAt: paidAt },
  ...{ outstandingMinor: 0, failedPaymentsCount: 0, nextBillingAt: null, nextRetryAt: null },
  ...{ lastFailureCode: null, lastFailureAt: null, lastPaymentAt: paidAt },
}
const reading = (
  takeover: TakeoverStage,
  more: { ledger?: CountedEntry[]; paidBefore?: Date | null } = {},
) => ({
  facts: {
    ...{ plan: PLANS.regional_owner, paypalPlanIds: ['P-1'], customId: 'row-1' },
    ...{ isBoundElsewhere: false, isNameTaken: false, isOwnerGone: false, takeover },
    paidBefore: more.paidBefore ?? null,
  },
  ...{ snapshot, ledger: more.ledger ?? [payment], disputes: [], now: addDays(paidAt, 1) },
})
const open = openSubscription(addDays(paidAt, -1))

describe('a subscription that takes a region over', () => {
  it.each([
    ['none', 'active', true, false],
    ['ready', 'active', true, false],
    ['waiting', 'pending', false, true],
    ['void', 'abandoned', false, false],
  ] as const)('at the stage %s is %s', (stage, status, isGranted, awaitsHandOver) => {
    const { state } = reduceSubscription(open, reading(stage))
    expect(state).toMatchObject({ status, isGranted, awaitsHandOver })
    expect(reduceSubscription(state, reading(stage)).effects).toEqual([])
  })

  it('asks for the hand-over once, and grants by its end', () => {
    const waiting = reduceSubscription(open, reading('waiting'))
    expect(waiting.effects).toEqual([{ kind: 'hand-over' }])
    const done = reduceSubscription(waiting.state, reading('ready'))
    expect(done.effects.map(({ kind }) => kind)).toEqual(['grant', 'notify'])
  })

  it('takes nothing over by a payment that went back, also not when it comes again later', () => {
    const gone = reading('ready', { ledger: [payment, back(paidAt)] })
    expect(reduceSubscription(open, gone).state).toMatchObject({ isGranted: false, awaitsHandOver: false })
  })

  it('gives back what came too late, and is cancelled at PayPal', () => {
    const { state, effects } = reduceSubscription(open, reading('void'))
    expect(state).toMatchObject({ wantedAtPayPal: 'cancel', paidThrough: null, flags: ['region-kept'] })
    expect(effects).toContainEqual({ kind: 'notify', notice: 'region-kept' })
  })

  it('begins its paid time when that of the owner before ends', () => {
    const paidBefore = addDays(paidAt, 12)
    const { state } = reduceSubscription(open, reading('ready', { paidBefore }))
    expect(state.paidThrough).toEqual(addMonths(paidBefore, 1))
    expect(coverageOf([payment], addDays(paidAt, -40))?.paidThrough).toEqual(addMonths(paidAt, 1))
  })

  it('never pays for less than its own months, and never for time before what others paid', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 1, max: 3 }), (days, months) => {
        const paidBefore = addDays(paidAt, days)
        const from = paidBefore > paidAt ? paidBefore : paidAt
        expect(coverageOf([{ ...payment, months }], paidBefore)?.paidThrough).toEqual(addMonths(from, months))
      }),
    )
  })
})

describe('a subscription whose region was taken over', () => {
  it('stays handed over, whatever is paid, fails or is cancelled, and is cancelled at PayPal', () => {
    const paid = reduceSubscription(open, reading('none')).state
    const handed = handOver(paid)
    const late = { ...payment, id: 'S-2', saleId: 'S-2', at: addDays(paidAt, 40) }
    fc.assert(
      fc.property(
        fc.constantFrom(...TAKEOVER_STAGES),
        fc.subarray([payment, late, back(addDays(paidAt, 41))]),
        fc.constantFrom('ACTIVE' as const, 'SUSPENDED' as const, 'CANCELLED' as const),
        fc.integer({ min: 0, max: 800 }),
        (stage, ledger, status, days) => {
          const { state, effects } = reduceSubscription(handed, {
            ...reading(stage, { ledger }),
            snapshot: { ...snapshot, status },
            now: addDays(paidAt, days),
          })
          expect(state).toMatchObject({ status: 'handed_over', paidThrough: handed.paidThrough })
          expect(state.wantedAtPayPal).toBe(status === 'CANCELLED' ? 'nothing' : 'cancel')
          const kinds = effects.map(({ kind }) => kind)
          for (const kind of ['grant', 'restore', 'suspend', 'archive', 'terminate'])
            expect(kinds).not.toContain(kind)
        },
      ),
    )
  })
})
