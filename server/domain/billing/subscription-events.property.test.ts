import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from './billing-calendar.ts'
import { reinstatementsOf, type Dispute } from './disputes.ts'
import { type CountedEntry, type LedgerEntry } from './payment-ledger.ts'
import { PLANS } from './plans.ts'
import { openSubscription, type SubscriptionState } from './subscription.ts'
import { type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { reduceSubscription } from './subscription-state.ts'

const opened = new Date('2026-01-31T10:00:00.000Z')
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

/** One step at PayPal; each is announced by one event. */
const STEPS = [
  ...(['pay', 'pay', 'fail', 'capture', 'suspend', 'refund', 'cancel'] as const),
  ...(['reverse', 'reverse-part', 'win', 'lose'] as const),
]
type Step = (typeof STEPS)[number]

interface PayPalEvent {
  /** Index of the change that the event announces; reading PayPal shows at least this change. */
  readonly step: number
  readonly entry: CountedEntry | null
  /** The dispute that the event tells of; what became of it is read at PayPal. */
  readonly disputeId: string | null
}

/** Plays a subscription at PayPal: the snapshot after each step, and the events that announce the steps. */
function live(steps: readonly Step[]) {
  const readings: { snapshot: SubscriptionSnapshot; disputes: readonly Dispute[] }[] = []
  let disputes: readonly Dispute[] = []
  const events: PayPalEvent[] = []
  const sales: string[] = []
  let at = opened
  let snapshot: SubscriptionSnapshot = {
    id: 'I-1',
    planId: 'P-1',
    customId: 'row-1',
    status: 'ACTIVE',
    statusUpdatedAt: opened,
    outstandingMinor: 0,
    failedPaymentsCount: 0,
    nextBillingAt: null,
    nextRetryAt: null,
    lastFailureCode: null,
    lastFailureAt: null,
    lastPaymentAt: null,
  }
  const announce = (
    kind: LedgerEntry['kind'] | null,
    saleId: string,
    { amountMinor = 2500, disputeId = null }: { amountMinor?: number; disputeId?: string | null } = {},
  ) => {
    const id = `${kind} ${events.length}`
    const entry = kind && {
      ...{ kind, id, saleId, amountMinor, currency: 'USD' as const, at },
      months: kind === 'payment' ? 1 : 0,
    }
    events.push({ step: readings.length, entry, disputeId })
    readings.push({ snapshot, disputes })
  }
  announce(null, '')
  for (const step of steps) {
    const saleId = `sale ${events.length}`
    const lastSale = sales.at(-1) ?? 'none'
    switch (step) {
      case 'pay':
      case 'capture':
        snapshot = {
          ...snapshot,
          ...{ outstandingMinor: 0, failedPaymentsCount: 0, nextRetryAt: null, lastPaymentAt: at },
        }
        sales.push(saleId)
        announce('payment', saleId)
        break
      case 'fail':
        snapshot = { ...snapshot, outstandingMinor: 2500, nextRetryAt: addDays(at, 5), lastFailureAt: at }
        announce(null, '')
        break
      case 'suspend':
        snapshot = {
          ...snapshot,
          status: 'SUSPENDED',
          statusUpdatedAt: at,
          failedPaymentsCount: 1,
          nextRetryAt: null,
        }
        announce(null, '')
        break
      case 'refund':
        announce('refund', lastSale)
        break
      case 'reverse':
      case 'reverse-part': {
        const amountMinor = step === 'reverse' ? 2500 : 700
        const disputeId = `D ${events.length}`
        disputes = [
          ...disputes,
          {
            ...{ id: disputeId, saleId: lastSale, amountMinor, currency: 'USD' },
            ...{ outcome: null, resolvedAt: null },
          },
        ]
        announce('reversal', lastSale, { amountMinor })
        announce(null, '', { disputeId })
        break
      }
      case 'win':
      case 'lose': {
        const open = disputes.findLast(({ resolvedAt }) => resolvedAt === null)
        if (!open) break
        const outcome = step === 'win' ? 'seller' : 'buyer'
        const resolvedAt = at
        disputes = disputes.map((known) => (known === open ? { ...open, outcome, resolvedAt } : known))
        announce(null, '', { disputeId: open.id })
        break
      }
      case 'cancel':
        snapshot = { ...snapshot, status: 'CANCELLED', statusUpdatedAt: at }
        announce(null, '')
    }
    at = addDays(at, 11)
  }
  return { readings, events, endedAt: at }
}

/** Handles events like the inbox: insert the ledger row if new, read PayPal's current state, reduce, store. */
function handleAll(
  queue: readonly PayPalEvent[],
  readings: ReturnType<typeof live>['readings'],
  delays: readonly number[],
  endedAt: Date,
): { state: SubscriptionState; again: number } {
  const ledger = new Map<string, CountedEntry>()
  const known = new Map<string, Dispute>()
  let state = openSubscription(opened)
  let seen = 0
  const reading = () => readings[Math.min(seen, readings.length - 1)]
  const reduce = (now: Date) => {
    for (const row of reinstatementsOf([...known.values()], [...ledger.values()]))
      ledger.set(`back ${row.id}`, { ...row, months: 0 })
    return reduceSubscription(state, {
      facts,
      snapshot: reading()?.snapshot ?? null,
      ledger: [...ledger.values()],
      disputes: [...known.values()],
      now,
    })
  }
  queue.forEach((event, i) => {
    if (event.entry) ledger.set(event.entry.id, event.entry)
    const isLast = i === queue.length - 1
    // PayPal's state only moves forward: a read shows the announced step or a later one.
    seen = isLast ? readings.length - 1 : Math.max(seen, event.step + (delays[i % delays.length] ?? 0))
    const told = reading()?.disputes.find(({ id }) => id === event.disputeId)
    if (told && (known.get(told.id)?.resolvedAt ?? null) === null) known.set(told.id, told)
    const handledAt = isLast
      ? endedAt
      : new Date(opened.getTime() + (endedAt.getTime() - opened.getTime()) * (i / queue.length))
    state = reduce(handledAt).state
  })
  return { state, again: reduce(endedAt).effects.length }
}

it('reaches the same state for any order and duplication of events', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 9 }).chain((steps) => {
        const life = live(steps)
        return fc.record({
          life: fc.constant(life),
          shuffled: fc.array(fc.constantFrom(...life.events), { maxLength: 6 }).chain((extra) =>
            fc.shuffledSubarray([...life.events, ...extra], {
              minLength: life.events.length + extra.length,
            }),
          ),
          delays: fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
          restDays: fc.nat(90),
        })
      }),
      ({ life, shuffled, delays, restDays }) => {
        const endedAt = addDays(life.endedAt, restDays)
        const inOrder = handleAll(life.events, life.readings, [0], endedAt)
        const jumbled = handleAll(shuffled, life.readings, delays, endedAt)
        expect(jumbled.state).toEqual(inOrder.state)
        expect([jumbled.again, inOrder.again]).toEqual([0, 0])
      },
    ),
    { numRuns: 1000 },
  )
})
