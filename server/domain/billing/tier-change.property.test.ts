import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './billing-calendar.ts'
import { type PlanPrice } from './plan-prices.ts'
import {
  checkChange,
  isAwaited,
  judgePayment,
  planPaid,
  settleChanges,
  type AgreedPlan,
  type PaidPlan,
  type TierChange,
} from './tier-change.ts'

const start = new Date('2102-01-31T12:00:00Z')
const priceOf = (amountMinor: number): PlanPrice[] => [
  { amountMinor, currency: 'USD', validFrom: start, validUntil: null },
]
type Prices = Record<'standard' | 'large' | 'grand', number>
type PlanId = keyof Prices
const PRICES: Prices = { standard: 2500, large: 4000, grand: 5000 }
const agreed = (planId: PlanId, over: Partial<AgreedPlan> = {}): AgreedPlan => ({
  planId,
  prices: priceOf(PRICES[planId]),
  askedAt: start,
  isNext: false,
  ...over,
})
const bill = (minor: number, at = addDays(start, 30)) => ({ minor, currency: 'USD' as const, at })
const STANDARD = agreed('standard', { askedAt: null })

describe('a payment while a size changes', () => {
  it.each([
    ['the old price', 2500, false, { months: 1, planId: 'standard' }],
    ['the old price after consent', 2500, true, { months: 1, planId: 'standard' }],
    ['the new price', 4000, true, { months: 1, planId: 'large' }],
    ['the new price before the consent was heard of', 4000, false, { months: 1, planId: 'large' }],
    ['what is owed of the old with the new', 6500, true, { months: 2, planId: 'large' }],
    ['a price of no plan', 3999, true, { months: 0, planId: null }],
    ['the price of a plan that nobody asked for', 5000 + 1, true, { months: 0, planId: null }],
  ])('of %s', (_what, minor, isNext, judged) => {
    expect(judgePayment(bill(minor), [STANDARD, agreed('large', { isNext })])).toEqual(judged)
  })

  it('of twice the old price is two months of the old one until the payer has agreed', () => {
    expect(judgePayment(bill(5000), [STANDARD, agreed('grand')])).toEqual({ months: 2, planId: 'standard' })
    expect(judgePayment(bill(5000), [STANDARD, agreed('grand', { isNext: true })])).toEqual({
      ...{ months: 1, planId: 'grand' },
    })
  })

  it('before the wish is never judged by its price', () => {
    const wished = agreed('large', { askedAt: addDays(start, 40) })
    expect(judgePayment(bill(4000), [STANDARD, wished])).toEqual({ months: 0, planId: null })
  })

  it('of the same price is of the plan that is paid until another is next', () => {
    const same = { prices: priceOf(2500) }
    expect(judgePayment(bill(2500), [STANDARD, agreed('large', same)]).planId).toBe('standard')
    const next = agreed('large', { ...same, isNext: true })
    expect(judgePayment(bill(2500), [STANDARD, next]).planId).toBe('large')
    // The plan that was bought is one among others, once it is not paid any more.
    expect(judgePayment(bill(2500), [agreed('large', same), STANDARD]).planId).toBe('large')
    expect(judgePayment(bill(2500), [agreed('large', same), { ...STANDARD, isNext: true }]).planId).toBe(
      'standard',
    )
  })

  it('of an earlier price is not of a plan that costs what the price became', () => {
    const moved = { ...STANDARD, prices: [...priceOf(2500), ...priceOf(4000)] }
    const large = agreed('large', { isNext: true })
    expect(judgePayment(bill(2500), [moved, large])).toEqual({ months: 1, planId: 'standard' })
    expect(judgePayment(bill(4000), [moved, large])).toEqual({ months: 1, planId: 'large' })
    expect(judgePayment(bill(6500), [moved, large])).toEqual({ months: 2, planId: 'large' })
  })

  it('that two new prices explain is of the plan that is next, not of the one asked for last', () => {
    const same = { prices: priceOf(4000) }
    const plans = [agreed('grand', same), agreed('large', { ...same, isNext: true })]
    expect(judgePayment(bill(4000), [STANDARD, ...plans]).planId).toBe('large')
  })
})

it('a change back waits again where a bill from before it is heard of after its consent', () => {
  const back = {
    ...{ id: '1', fromPlanId: 'standard', toPlanId: 'standard', status: 'asked' as const },
    ...{ askedAt: addDays(start, 40), consentedAt: null, settledAt: null },
  }
  const facts = { agreedPlanId: 'standard', isEnded: false, now: addDays(start, 41) }
  const done = settleChanges([back], { ...facts, payments: [] })
  expect(done).toMatchObject([{ status: 'done', settledAt: facts.now }])
  const payments = [{ planId: 'large', at: addDays(start, 30) }]
  expect(settleChanges(done, { ...facts, payments })).toMatchObject([
    { status: 'consented', settledAt: null },
  ])
})

it('a refusal of a change says the first thing that is in its way', () => {
  const fine: Parameters<typeof checkChange>[0] = {
    hasRegion: true,
    status: 'active',
    paypalStatus: 'ACTIVE',
    isCancelled: false,
    isOffered: true,
    isCurrent: false,
    isAgreed: false,
    hasAgreed: false,
  }
  expect(checkChange(fine).ok).toBe(true)
  for (const [over, reason] of [
    [{ hasRegion: false }, 'no-region'],
    [{ isCancelled: true }, 'cancelled'],
    [{ status: 'grace' }, 'not-paid'],
    [{ paypalStatus: 'SUSPENDED' }, 'not-paid'],
    [{ isOffered: false }, 'not-offered'],
    [{ isAgreed: true, hasAgreed: true }, 'already-agreed'],
    [{ isCurrent: true }, 'same-tier'],
  ] as const)
    expect(checkChange({ ...fine, ...over })).toMatchObject({ ok: false, reason })
  // What is paid may be asked for, to go back on what was agreed.
  expect(checkChange({ ...fine, isCurrent: true, hasAgreed: true }).ok).toBe(true)
})

/** Steps at PayPal and on our page. `hear` is the moment at which we read PayPal; what was paid since is recorded then. */
const STEPS = ['ask-large', 'ask-grand', 'ask-back', 'consent', 'give-up', 'bill', 'hear', 'cancel'] as const
type Step = (typeof STEPS)[number]

/** Plays a life at PayPal and our reading of it; `hears` says after which steps we are told. */
function live(steps: readonly Step[], hears: readonly boolean[], costs = PRICES) {
  let at = start
  let atPayPal: PlanId = 'standard'
  let isEnded = false
  let changes: (TierChange & { toPlanId: PlanId })[] = []
  const billed: { minor: number; at: Date; plan: string }[] = []
  const recorded: (PaidPlan & { minor: number; months: number })[] = []
  let unheard: typeof billed = []
  const known = (): PlanId[] => [
    ...new Set([...changes.map(({ toPlanId }) => toPlanId).toReversed(), 'standard' as const]),
  ]
  const paidPlan = (): PlanId =>
    known().find((planId) => planId === planPaid('standard', recorded)) ?? 'standard'
  const settle = () => {
    changes = settleChanges(changes, { agreedPlanId: atPayPal, payments: recorded, isEnded, now: at })
  }
  const hear = (order: 1 | -1) => {
    for (const sale of order === 1 ? unheard : unheard.toReversed()) {
      const plans = known().map((planId) => {
        const wishes = changes.filter(({ toPlanId }) => toPlanId === planId)
        return agreed(planId, {
          prices: priceOf(costs[planId]),
          askedAt: planId === 'standard' ? null : (wishes[0]?.askedAt ?? null),
          isNext: planId === atPayPal || wishes.some((wish) => isAwaited(wish, sale.at)),
        })
      })
      const current = plans.find(({ planId }) => planId === paidPlan()) ?? STANDARD
      const { months, planId } = judgePayment(bill(sale.minor, sale.at), [
        current,
        ...plans.filter((plan) => plan !== current),
      ])
      if (planId !== null) recorded.push({ planId, at: sale.at, minor: sale.minor, months })
    }
    unheard = []
    settle()
  }
  const ask = (toPlanId: PlanId) => {
    if (isEnded) return
    // The verb reads PayPal; payments come by events of their own.
    settle()
    if (changes.some(({ status, toPlanId: to }) => status === 'consented' && to === toPlanId)) return
    if (toPlanId === paidPlan() && !changes.some(({ status }) => status === 'consented')) return
    changes = [
      ...changes.map((change) =>
        change.status === 'asked' ? { ...change, status: 'ended' as const, settledAt: at } : change,
      ),
      {
        ...{ id: String(changes.length), fromPlanId: paidPlan(), toPlanId, status: 'asked' as const },
        ...{ askedAt: at, consentedAt: null, settledAt: null },
      },
    ]
  }
  for (const [i, step] of steps.entries()) {
    switch (step) {
      case 'ask-large':
        ask('large')
        break
      case 'ask-grand':
        ask('grand')
        break
      case 'ask-back':
        ask(paidPlan())
        break
      case 'consent':
        // Behind any link that PayPal ever gave, also of a change that was given up.
        if (!isEnded) atPayPal = changes.at(-1)?.toPlanId ?? atPayPal
        break
      case 'give-up':
        changes = changes.map((change) =>
          change.status === 'asked' ? { ...change, status: 'given-up' as const, settledAt: at } : change,
        )
        break
      case 'bill': {
        const sale = { minor: costs[atPayPal], at, plan: atPayPal }
        if (isEnded) break
        billed.push(sale)
        unheard.push(sale)
        break
      }
      case 'hear':
        hear(1)
        break
      case 'cancel':
        isEnded = true
    }
    if (hears[i % hears.length]) hear(-1)
    at = addDays(at, 10)
  }
  hear(-1)
  return { changes, billed, recorded, paid: paidPlan(), atPayPal, isEnded }
}

it('what is given is what was billed last, every bill pays its month, and no change stays open in vain', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 14 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
      (steps, hears) => {
        const { changes, billed, recorded, paid, atPayPal, isEnded } = live(steps, hears)
        expect(recorded.map(({ months }) => months)).toEqual(billed.map(() => 1))
        expect(paid).toBe(billed.at(-1)?.plan ?? 'standard')
        const open = changes.filter(({ status }) => status === 'asked' || status === 'consented')
        expect(open.filter(({ status }) => status === 'consented').map(({ toPlanId }) => toPlanId)).toEqual(
          !isEnded && atPayPal !== paid ? [atPayPal] : [],
        )
        expect(open.filter(({ status }) => status === 'asked').length).toBeLessThanOrEqual(1)
        if (isEnded) expect(open).toEqual([])
      },
    ),
    { numRuns: 1000 },
  )
})

it.each([
  ['two sizes', { standard: 4000, large: 4000, grand: 6000 }],
  ['all sizes', { standard: 4000, large: 4000, grand: 4000 }],
  ['one size and twice another', { standard: 2500, large: 2500, grand: 5000 }],
])('bills of the same price for %s are of the plan that PayPal billed, again and again', (_which, costs) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STEPS, 'bill'), { minLength: 1, maxLength: 20 }), (steps) => {
      const { billed, recorded } = live(steps, [true], costs)
      expect(recorded.map(({ months, planId }) => ({ months, planId }))).toEqual(
        billed.map(({ plan }) => ({ months: 1, planId: plan })),
      )
    }),
    { numRuns: 1000 },
  )
})
