import { addDays } from './billing-calendar.ts'
import { BILLING_FLAGS, type BillingEffect, type BillingFlag } from './billing-effects.ts'
import { effectsBetween } from './subscription-effects.ts'
import { holdExpiresAt, isHoldExpired } from './checkout-holds.ts'
import { checkBeforeGranting, type CheckoutFacts, type GrantRefusal } from './grant-check.ts'
import { coverageOf, paysWholeMonths, type Coverage, type LedgerEntry } from './payment-ledger.ts'
import { isPaymentFailing, type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { type SubscriptionState } from './subscription.ts'
import { isEndedAtPayPal, type SubscriptionStatus } from './subscription-status.ts'
import {
  GRACE_REMINDER_DAYS,
  stageAfterLapse,
  timetableAfter,
  type Timetable,
} from './subscription-timetable.ts'

/**
 * PayPal bills at its own hour of the due day. For this many days after the lapse a live subscription without a
 * failed payment or refund still counts as paid, so that a normal renewal does not pass through grace.
 */
export const RENEWAL_SLACK_DAYS = 1

export interface SubscriptionReading {
  readonly facts: CheckoutFacts
  /** The subscription as just read from PayPal, or null when none exists there yet. */
  readonly snapshot: SubscriptionSnapshot | null
  /** Every payment, refund and reversal of the row, including those of an earlier PayPal subscription. */
  readonly ledger: readonly LedgerEntry[]
  readonly now: Date
}

/**
 * The billing rules (DESIGN.md §3 Subscriptions) as one pure function: computes the new state from PayPal's snapshot,
 * the ledger and the time, and the effects of the change.
 *
 * The new state depends little on the old one (only "granted" and "terminated" stick), so events may arrive late,
 * twice and in any order with the same result, and reducing again yields no effects. ACTIVATED alone grants nothing;
 * only a payment in the ledger does, before or after it.
 */
export function reduceSubscription(
  state: SubscriptionState,
  reading: SubscriptionReading,
): { state: SubscriptionState; effects: BillingEffect[] } {
  const next = nextState(state, reading)
  return { state: next, effects: effectsBetween(state, next) }
}

/** When time alone may next change the state (run the reducer again then), or null when only an event can. */
export function nextTransitionAt(state: SubscriptionState, now: Date): Date | null {
  if (state.status === 'terminated' || state.status === 'abandoned') return null
  const { timetable } = state
  const moments = timetable
    ? [
        timetable.lapsesAt,
        addDays(timetable.lapsesAt, RENEWAL_SLACK_DAYS),
        addDays(timetable.graceUntil, -GRACE_REMINDER_DAYS),
        timetable.graceUntil,
        timetable.readOnlyUntil,
        timetable.evacuationUntil,
        timetable.archiveUntil,
      ]
    : [holdExpiresAt(state.openedAt)]
  const ahead = moments.filter((moment) => moment > now)
  return ahead.length === 0 ? null : new Date(Math.min(...ahead.map(Number)))
}

function nextState(state: SubscriptionState, reading: SubscriptionReading): SubscriptionState {
  const { facts, snapshot, ledger, now } = reading
  const coverage = coverageOf(ledger, facts.plan.price)
  const refusal = refusalToGrant(state, reading, coverage)
  const isGranted = state.isGranted || (coverage !== null && snapshot !== null && refusal === null)
  const timetable = coverage && timetableAfter(coverage.lapsesAt)
  const status =
    state.status === 'terminated'
      ? 'terminated'
      : isGranted && coverage && timetable
        ? paidStatus(reading, coverage, timetable)
        : unpaidStatus(state, reading, refusal)
  return {
    status,
    openedAt: state.openedAt,
    paidThrough: coverage?.paidThrough ?? null,
    timetable,
    isGranted,
    isGraceEnding:
      status === 'grace' && timetable !== null && now >= addDays(timetable.graceUntil, -GRACE_REMINDER_DAYS),
    returnedMinor: returnedMinorIn(ledger),
    wantedAtPayPal: wantedAtPayPal(status, reading, coverage, refusal),
    flags: flagsFor(status, reading, coverage, refusal),
  }
}

/** Why a payment grants nothing. Checked only before the first grant: afterwards name and binding are ours. */
function refusalToGrant(
  state: SubscriptionState,
  { facts, snapshot, ledger }: SubscriptionReading,
  coverage: Coverage | null,
): GrantRefusal | null {
  if (state.isGranted || snapshot === null) return null
  if (coverage === null && ledger.length === 0 && snapshot.status !== 'ACTIVE') return null
  const verdict = checkBeforeGranting(facts, snapshot, ledger)
  return verdict.ok ? null : verdict.reason
}

function unpaidStatus(
  state: SubscriptionState,
  { snapshot, now }: SubscriptionReading,
  refusal: GrantRefusal | null,
): SubscriptionStatus {
  if (refusal === 'name-taken' || refusal === 'owner-gone') return 'abandoned'
  if (snapshot === null || snapshot.status === 'APPROVAL_PENDING' || snapshot.status === 'APPROVED') {
    return isHoldExpired(state.openedAt, now) ? 'abandoned' : 'pending'
  }
  return isEndedAtPayPal(snapshot.status) ? 'abandoned' : 'pending'
}

function paidStatus(
  { facts, snapshot, now }: SubscriptionReading,
  coverage: Coverage,
  timetable: Timetable,
): SubscriptionStatus {
  const isEnded = snapshot === null || isEndedAtPayPal(snapshot.status)
  const isFailing = snapshot !== null && isPaymentFailing(snapshot)
  const isRenewing =
    snapshot?.status === 'ACTIVE' &&
    !isFailing &&
    coverage.lapsesAt.getTime() === coverage.paidThrough.getTime() &&
    now < addDays(coverage.lapsesAt, RENEWAL_SLACK_DAYS)
  const hasKeptMoney = coverage.keptMinor > 0
  if (now < coverage.lapsesAt || (isRenewing && hasKeptMoney)) {
    if (isEnded) return 'cancelled'
    return isFailing ? 'grace' : 'active'
  }
  return stageAfterLapse(facts.plan.key, timetable, hasKeptMoney && !isEnded, now)
}

function wantedAtPayPal(
  status: SubscriptionStatus,
  { snapshot, ledger, now }: SubscriptionReading,
  coverage: Coverage | null,
  refusal: GrantRefusal | null,
): SubscriptionState['wantedAtPayPal'] {
  if (snapshot === null || (snapshot.status !== 'ACTIVE' && snapshot.status !== 'SUSPENDED')) return 'nothing'
  if (status === 'terminated' || refusal === 'name-taken') return 'cancel'
  const suspendedAt = snapshot.status === 'SUSPENDED' ? snapshot.statusUpdatedAt : null
  const isPaid = status === 'active' && coverage !== null && coverage.lapsesAt > now
  // A suspension without a later payment was somebody's decision at PayPal; only a payment overrides it.
  const paidSince =
    suspendedAt !== null && ledger.some((entry) => entry.kind === 'payment' && entry.at > suspendedAt)
  return isPaid && paidSince ? 'activate' : 'nothing'
}

function flagsFor(
  status: SubscriptionStatus,
  { facts, ledger, now }: SubscriptionReading,
  coverage: Coverage | null,
  refusal: GrantRefusal | null,
): BillingFlag[] {
  const flags = new Set<BillingFlag>(refusal === null ? [] : [refusal])
  for (const entry of ledger) {
    if (entry.kind === 'refund') flags.add('money-refunded')
    else if (entry.kind === 'reversal') flags.add('money-reversed')
    else if (!paysWholeMonths(entry, facts.plan.price)) flags.add('amount-mismatch')
  }
  if (status === 'terminated' && coverage !== null && coverage.lapsesAt > now)
    flags.add('paid-after-termination')
  return BILLING_FLAGS.filter((flag) => flags.has(flag))
}

function returnedMinorIn(ledger: readonly LedgerEntry[]): number {
  const amounts = new Map(
    ledger.flatMap((entry) => (entry.kind === 'payment' ? [] : [[entry.id, entry.amountMinor] as const])),
  )
  return [...amounts.values()].reduce((sum, amountMinor) => sum + amountMinor, 0)
}
