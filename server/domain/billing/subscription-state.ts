import { addDays } from './billing-calendar.ts'
import { BILLING_FLAGS, type BillingEffect, type BillingFlag } from './billing-effects.ts'
import { effectsBetween } from './subscription-effects.ts'
import { holdExpiresAt, isHoldExpired } from './checkout-holds.ts'
import {
  barredSince,
  haltOf,
  isPausedForDispute,
  lapseAfterHalt,
  type Dispute,
  type Halt,
} from './disputes.ts'
import { checkBeforeGranting, type CheckoutFacts, type GrantRefusal } from './grant-check.ts'
import { coverageOf, type Coverage, type CountedEntry } from './payment-ledger.ts'
import { isPaymentFailing, type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { type SubscriptionState } from './subscription.ts'
import { isEndedAtPayPal, isEntitled, type SubscriptionStatus } from './subscription-status.ts'
import {
  GRACE_REMINDER_DAYS,
  stageAfterLapse,
  timetableAfter,
  type Timetable,
} from './subscription-timetable.ts'

/** PayPal bills at its own hour of the day that it names. */
export const RENEWAL_SLACK_DAYS = 1
/**
 * PayPal's calendar is not ours: what began on 31 January is billed on 3 March and ever after on the 3rd. A renewal is awaited
 * for at most this long after the paid time. The stages count from the lapse all the same, so waiting wins nobody a day of grace.
 */
export const RENEWAL_WAIT_DAYS = 10

export interface SubscriptionReading {
  readonly facts: CheckoutFacts
  /** The subscription as just read from PayPal, or null when none exists there yet. */
  readonly snapshot: SubscriptionSnapshot | null
  /** Every payment, refund and reversal of the row, including those of an earlier PayPal subscription. */
  readonly ledger: readonly CountedEntry[]
  readonly disputes: readonly Dispute[]
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
  if (isOver(state.status) || state.status === 'abandoned') return null
  const { timetable } = state
  const moments = timetable
    ? [
        timetable.lapsesAt,
        ...[state.renewalAwaitedUntil, state.disputedUntil].filter((moment) => moment !== null),
        addDays(timetable.graceUntil, -GRACE_REMINDER_DAYS),
        timetable.graceUntil,
        timetable.readOnlyUntil,
        timetable.evacuationUntil,
        timetable.archiveUntil,
      ]
    : [holdExpiresAt(state.openedAt)]
  const ahead = moments.filter((moment) => moment > now)
  return ahead.length === 0 ? null : earliest(ahead)
}

/** Nothing brings it back. */
const isOver = (status: SubscriptionStatus): boolean => status === 'terminated' || status === 'handed_over'

/** What the ledger and the disputes say: what is paid, and what a payment that was taken back does. */
interface Standing {
  readonly coverage: Coverage
  readonly timetable: Timetable
  readonly halt: Halt | null
  /** A payment was taken back, and none was made since: no grace, and PayPal bills nothing. */
  readonly isTakenBack: boolean
}

function standingOf({ facts, ledger, disputes }: SubscriptionReading): Standing | null {
  const { paidBefore, archiveMonths } = facts
  const all = coverageOf(ledger, paidBefore)
  if (all === null) return null
  const barred = barredSince(all)
  const counted =
    barred === null ? ledger : ledger.filter(({ kind, at }) => kind !== 'payment' || at <= barred)
  const coverage = coverageOf(counted, paidBefore) ?? all
  const halt = haltOf(counted, coverage, disputes, paidBefore)
  const isTakenBack = coverage.takenBack.some(({ since }) => since >= coverage.lastPaymentAt)
  const timetable = timetableAfter(lapseAfterHalt(coverage.lapsesAt, halt), archiveMonths)
  return { coverage, halt, isTakenBack, timetable }
}

function nextState(state: SubscriptionState, reading: SubscriptionReading): SubscriptionState {
  const { snapshot, ledger, now } = reading
  const standing = standingOf(reading)
  const refusal = refusalToGrant(state, reading, standing)
  const isPaidFor = standing !== null && snapshot !== null && refusal === null
  const renewalAwaitedUntil = standing && awaitRenewal(snapshot, standing)
  const disputedUntil = standing?.halt && isWithin(now, standing.halt) ? standing.halt.until : null
  const paid = standing && paidStatus(reading, standing, { renewalAwaitedUntil, disputedUntil })
  const mayTakeOver = isPaidFor && paid !== null && isEntitled(paid)
  const isGranted =
    state.isGranted ||
    (reading.facts.takeover === 'none' ? isPaidFor : mayTakeOver && reading.facts.takeover === 'ready')
  const awaitsHandOver = !isGranted && mayTakeOver && reading.facts.takeover === 'waiting'
  const status = isOver(state.status)
    ? state.status
    : isGranted && paid
      ? paid
      : awaitsHandOver
        ? 'pending'
        : unpaidStatus(state, reading, refusal)
  const timetable = standing?.timetable ?? null
  return {
    status,
    openedAt: state.openedAt,
    // What was paid in vain pays for nothing, and what is paid after the region was handed over goes back.
    paidThrough:
      status === 'handed_over'
        ? state.paidThrough
        : isGranted
          ? (standing?.coverage.paidThrough ?? null)
          : null,
    timetable,
    isGranted,
    awaitsHandOver,
    isGraceEnding:
      status === 'grace' && timetable !== null && now >= addDays(timetable.graceUntil, -GRACE_REMINDER_DAYS),
    renewalAwaitedUntil,
    disputedUntil,
    returnedMinor: returnedMinorIn(ledger),
    wantedAtPayPal: wantedAtPayPal(status, reading, standing, refusal),
    flags: flagsFor(status, reading, standing, refusal),
  }
}

const isWithin = (now: Date, { since, until }: Halt): boolean => now >= since && now < until

/** Why a payment grants nothing. Checked only before the first grant: afterwards name and binding are ours. */
function refusalToGrant(
  state: SubscriptionState,
  { facts, snapshot, ledger }: SubscriptionReading,
  standing: Standing | null,
): GrantRefusal | null {
  if (state.isGranted || snapshot === null) return null
  if (standing === null && ledger.length === 0 && snapshot.status !== 'ACTIVE') return null
  const verdict = checkBeforeGranting(facts, snapshot, ledger)
  return verdict.ok ? null : verdict.reason
}

const isInVain = (refusal: GrantRefusal | null): boolean =>
  refusal === 'name-taken' || refusal === 'owner-gone' || refusal === 'region-kept'

function unpaidStatus(
  state: SubscriptionState,
  { snapshot, now }: SubscriptionReading,
  refusal: GrantRefusal | null,
): SubscriptionStatus {
  if (isInVain(refusal)) return 'abandoned'
  if (snapshot === null || snapshot.status === 'APPROVAL_PENDING' || snapshot.status === 'APPROVED') {
    return isHoldExpired(state.openedAt, now) ? 'abandoned' : 'pending'
  }
  return isEndedAtPayPal(snapshot.status) ? 'abandoned' : 'pending'
}

/**
 * Until when a renewal is awaited: PayPal says that the subscription is active, nothing failed, and no money went back. One day
 * longer than PayPal's next billing, and at most {@link RENEWAL_WAIT_DAYS} after the paid time. Null when none is awaited.
 */
function awaitRenewal(
  snapshot: SubscriptionSnapshot | null,
  { coverage, isTakenBack }: Standing,
): Date | null {
  const { lapsesAt, paidThrough, isAnythingKept } = coverage
  if (snapshot?.status !== 'ACTIVE' || isPaymentFailing(snapshot)) return null
  if (!isAnythingKept || isTakenBack || lapsesAt.getTime() !== paidThrough.getTime()) return null
  const billedAt = Math.max(lapsesAt.getTime(), snapshot.nextBillingAt?.getTime() ?? 0)
  return earliest([addDays(new Date(billedAt), RENEWAL_SLACK_DAYS), addDays(lapsesAt, RENEWAL_WAIT_DAYS)])
}

const earliest = (moments: readonly Date[]): Date => new Date(Math.min(...moments.map(Number)))

function paidStatus(
  { facts, snapshot, now }: SubscriptionReading,
  { coverage, timetable, isTakenBack }: Standing,
  { renewalAwaitedUntil, disputedUntil }: Pick<SubscriptionState, 'renewalAwaitedUntil' | 'disputedUntil'>,
): SubscriptionStatus {
  const isEnded = snapshot === null || isEndedAtPayPal(snapshot.status)
  const isFailing = snapshot !== null && isPaymentFailing(snapshot)
  if (disputedUntil !== null) return 'suspended'
  if (now < coverage.lapsesAt || (renewalAwaitedUntil !== null && now < renewalAwaitedUntil)) {
    if (isEnded) return 'cancelled'
    return isFailing ? 'grace' : 'active'
  }
  const hasGrace = coverage.isAnythingKept && !isEnded && !isTakenBack
  return stageAfterLapse(facts.plan.key, timetable, hasGrace, now)
}

function wantedAtPayPal(
  status: SubscriptionStatus,
  { snapshot, ledger, now }: SubscriptionReading,
  standing: Standing | null,
  refusal: GrantRefusal | null,
): SubscriptionState['wantedAtPayPal'] {
  if (snapshot === null || (snapshot.status !== 'ACTIVE' && snapshot.status !== 'SUSPENDED')) return 'nothing'
  // Otherwise PayPal would bill every month for what nobody gets.
  if (isOver(status) || isInVain(refusal)) return 'cancel'
  if (standing?.isTakenBack) return snapshot.status === 'ACTIVE' ? 'suspend' : 'nothing'
  const suspendedAt = snapshot.status === 'SUSPENDED' ? snapshot.statusUpdatedAt : null
  if (suspendedAt === null) return 'nothing'
  if (isEntitled(status) && isPausedForDispute(ledger, suspendedAt)) return 'activate'
  const isPaid = status === 'active' && standing !== null && standing.coverage.lapsesAt > now
  // A suspension without a later payment was somebody's decision at PayPal; only a payment overrides it.
  const paidSince = ledger.some((entry) => entry.kind === 'payment' && entry.at > suspendedAt)
  return isPaid && paidSince ? 'activate' : 'nothing'
}

function flagsFor(
  status: SubscriptionStatus,
  { ledger, disputes, now }: SubscriptionReading,
  standing: Standing | null,
  refusal: GrantRefusal | null,
): BillingFlag[] {
  const flags = new Set<BillingFlag>(refusal === null ? [] : [refusal])
  for (const entry of ledger) {
    if (entry.kind === 'refund') flags.add('money-refunded')
    else if (entry.kind === 'reversal') flags.add('money-reversed')
    else if (entry.kind === 'payment' && entry.months === 0) flags.add('amount-mismatch')
  }
  if (disputes.some(({ resolvedAt }) => resolvedAt === null)) flags.add('dispute-open')
  if (status === 'terminated' && standing !== null && standing.coverage.lapsesAt > now)
    flags.add('paid-after-termination')
  const barred = standing && barredSince(standing.coverage)
  if (barred && ledger.some(({ kind, at }) => kind === 'payment' && at > barred))
    flags.add('paid-after-disputes')
  return BILLING_FLAGS.filter((flag) => flags.has(flag))
}

function returnedMinorIn(ledger: readonly CountedEntry[]): number {
  const amounts = new Map(
    ledger.flatMap(({ kind, id, amountMinor }) =>
      kind === 'refund' || kind === 'reversal' ? [[id, amountMinor] as const] : [],
    ),
  )
  return [...amounts.values()].reduce((sum, amountMinor) => sum + amountMinor, 0)
}
