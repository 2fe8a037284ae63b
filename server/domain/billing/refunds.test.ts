import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './billing-calendar.ts'
import { checkRefund, leftToRefund, REFUND_DAYS, requestRefundInput, type RefundFacts } from './refunds.ts'

const paidAt = new Date('2102-01-01T00:00:00Z')
const facts: RefundFacts = {
  ...{ paidMinor: 2500, returnedMinor: 0, hasOpenRefund: false, isDisputed: false },
  ...{ paidAt, now: addDays(paidAt, 10) },
}

describe('a refund', () => {
  it.each([
    ['all', {}, null, { ok: true, value: 2500 }],
    ['a part', {}, 700, { ok: true, value: 700 }],
    ['all that is left', { returnedMinor: 700 }, null, { ok: true, value: 1800 }],
    ['more than what is left', { returnedMinor: 700 }, 1801, { reason: 'more-than-left' }],
    ['nothing', {}, 0, { reason: 'no-amount' }],
    ['less than nothing', {}, -1, { reason: 'no-amount' }],
    ['what went back already', { returnedMinor: 2500 }, null, { reason: 'nothing-left' }],
    [
      'what went back twice, by a refund and the bank',
      { returnedMinor: 5000 },
      1,
      { reason: 'nothing-left' },
    ],
    ['while another is under way', { hasOpenRefund: true }, 1, { reason: 'refund-open' }],
    ['while it is disputed', { isDisputed: true }, 1, { reason: 'disputed' }],
    ['on the last day', { now: addDays(paidAt, REFUND_DAYS) }, null, { ok: true }],
    ['after that', { now: addDays(paidAt, REFUND_DAYS + 1) }, null, { reason: 'too-old' }],
  ])('of %s', (_what, change, amount, answer) => {
    expect(checkRefund({ ...facts, ...change }, amount)).toMatchObject(answer)
  })

  it('never returns more than was paid, in whatever parts', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -10, max: 3000 }))), (asked) => {
        let returnedMinor = 0
        for (const amount of asked) {
          const verdict = checkRefund({ ...facts, returnedMinor }, amount)
          if (verdict.ok) returnedMinor += verdict.value
          expect(returnedMinor).toBeLessThanOrEqual(facts.paidMinor)
          expect(leftToRefund({ ...facts, returnedMinor })).toBe(facts.paidMinor - returnedMinor)
        }
      }),
    )
  })

  it('is asked for with an amount as PayPal writes it and a reason', () => {
    const given = { paymentId: crypto.randomUUID(), reason: 'Double charge', confirmation: 'Ada' }
    expect(requestRefundInput.safeParse({ ...given, amount: ' 12.50 ' }).data?.amount).toBe('12.50')
    for (const amount of ['12,50', '-5', '1e3', '', '12.505'])
      expect([amount, requestRefundInput.safeParse({ ...given, amount }).success]).toEqual([amount, false])
    expect(requestRefundInput.safeParse({ ...given, reason: ' no ' }).success).toBe(false)
  })
})
