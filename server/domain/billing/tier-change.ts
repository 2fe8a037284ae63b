import { type Money } from './money.ts'
import { monthsPaid, pricesAt, type PlanPrice } from './plan-prices.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type SubscriptionStatus, type PayPalSubscriptionStatus } from './subscription-status.ts'

/**
 * asked: PayPal's page waits for the payer · consented: the next bill is of the new plan · done: it was paid · given-up: by the owner,
 * before the payer agreed · ended: another change or PayPal subscription took its place, or nothing more is billed.
 */
export const TIER_CHANGE_STATUSES = ['asked', 'consented', 'done', 'given-up', 'ended'] as const
export type TierChangeStatus = (typeof TIER_CHANGE_STATUSES)[number]

export interface TierChange {
  readonly id: string
  /** Our ids of the PayPal plans. */
  readonly fromPlanId: string
  readonly toPlanId: string
  readonly status: TierChangeStatus
  readonly askedAt: Date
  readonly consentedAt: Date | null
  /** When it was paid, given up, or made impossible. */
  readonly settledAt: Date | null
}

/** A PayPal plan that a payer has agreed to, or was asked for. */
export interface AgreedPlan {
  readonly planId: string
  readonly prices: readonly PlanPrice[]
  /** Null for the plan that was bought. */
  readonly askedAt: Date | null
  /** Whether it was to be paid next at the time of the payment, as far as we know: what `isAwaited` says, or that PayPal names it now. */
  readonly isNext: boolean
}

/** Whether a change that its payer had agreed to waited for its first bill at a moment. */
export const isAwaited = (
  { askedAt, consentedAt, settledAt }: Pick<TierChange, 'askedAt' | 'consentedAt' | 'settledAt'>,
  at: Date,
): boolean => consentedAt !== null && askedAt <= at && (settledAt === null || at <= settledAt)

/** What a payment pays; `planId` is null where it matches no price. */
export interface JudgedPayment {
  readonly months: number
  readonly planId: string | null
}

/**
 * Which plan a payment pays and how many months: by the prices that were agreed for its moment. A balance may hold months of the old and
 * the new price, and then it is of the new. A price that the payer is only asked for counts where the old one cannot explain the amount:
 * the word that they agreed may come later than their payment. Where both explain it, it is of the plan that is paid now until another
 * is known to be next: an amount alone moves nobody. Payers choose no amount, so more prices are no way to pay less.
 * @param plans that which is paid now first, the others with the newest wish first
 */
export function judgePayment(
  payment: Money & { readonly at: Date },
  [current, ...others]: readonly [AgreedPlan, ...AgreedPlan[]],
): JudgedPayment {
  const amount = { amountMinor: payment.minor, currency: payment.currency }
  const pricesOf = ({ prices }: AgreedPlan) => pricesAt(prices, payment.at)
  const kept = monthsPaid(amount, pricesOf(current))
  for (const other of others.toSorted((a, b) => Number(b.isNext) - Number(a.isNext))) {
    if (other.askedAt !== null && other.askedAt > payment.at) continue
    const months = monthsPaid(amount, [...pricesOf(current), ...pricesOf(other)])
    const isExplained =
      kept === 0
        ? months > 0
        : other.isNext &&
          (months < kept || holdsMonthOf(pricesOf(other), { amount, months, from: pricesOf(current) }))
    if (isExplained) return { months, planId: other.planId }
  }
  return kept === 0 ? { months: 0, planId: null } : { months: kept, planId: current.planId }
}

/** Whether one of so many months can be of these prices, and the rest of any. */
const holdsMonthOf = (
  prices: readonly PlanPrice[],
  {
    amount,
    months,
    from,
  }: {
    amount: Pick<PlanPrice, 'amountMinor' | 'currency'>
    months: number
    from: readonly PlanPrice[]
  },
): boolean =>
  prices.some(({ amountMinor, currency }) => {
    const rest = { ...amount, amountMinor: amount.amountMinor - amountMinor }
    if (currency !== amount.currency || rest.amountMinor < 0) return false
    return rest.amountMinor === 0 || (months > 1 && monthsPaid(rest, [...from, ...prices]) === months - 1)
  })

export interface PaidPlan {
  readonly planId: string
  /** PayPal's time. */
  readonly at: Date
}

/** What PayPal and the ledger say of the changes of one PayPal subscription. */
export interface ChangeFacts {
  /** Our id of the plan that PayPal will bill next; null where it is none of ours. */
  readonly agreedPlanId: string | null
  readonly payments: readonly PaidPlan[]
  /** Nothing more is billed, or another PayPal subscription has taken over. */
  readonly isEnded: boolean
  readonly now: Date
}

/**
 * The state of all changes of a PayPal subscription, the oldest first. It depends on the facts and on what the owner did, not on what was
 * heard first: a payment of the new price makes a change, also of one that was given up here and agreed to at PayPal afterwards.
 */
export const settleChanges = <Change extends TierChange>(
  changes: readonly Change[],
  facts: ChangeFacts,
): Change[] =>
  changes.map((change, i) => ({ ...change, ...settleChange(change, changes.slice(i + 1), facts) }))

function settleChange(
  change: TierChange,
  later: readonly TierChange[],
  { agreedPlanId, payments, isEnded, now }: ChangeFacts,
): Pick<TierChange, 'status' | 'consentedAt' | 'settledAt'> {
  const { fromPlanId, toPlanId, askedAt } = change
  const isPaid = payments.some(
    ({ planId, at }) => planId === toPlanId && at >= askedAt && !later.some(isOf(toPlanId, at)),
  )
  const isAgreed = agreedPlanId === toPlanId && !later.some(isOf(toPlanId, now))
  const consentedAt = change.consentedAt ?? (isAgreed ? now : null)
  // To go on with what is paid already, nothing more has to be paid.
  const isPaidAlready = planPaid(fromPlanId, payments) === toPlanId
  const settled = (status: TierChangeStatus) => ({
    ...{ status, consentedAt, settledAt: isOpen(status) ? null : (change.settledAt ?? now) },
  })
  if (isPaid || (isAgreed && isPaidAlready)) return settled('done')
  // Also where it was done already: a bill of another plan, which came before the consent, may be heard of after it.
  if (isAgreed && !isEnded) return settled('consented')
  const isStillAsked = change.status === 'asked' && later.length === 0 && !isEnded
  return settled(isStillAsked || !isOpen(change.status) ? change.status : 'ended')
}

const isOpen = (status: TierChangeStatus): boolean => status === 'asked' || status === 'consented'

const isOf =
  (planId: string, at: Date) =>
  ({ toPlanId, askedAt }: TierChange): boolean =>
    toPlanId === planId && askedAt <= at

/** The plan that is paid: of the last payment, by PayPal's time; before any, the one that was bought. */
export const planPaid = (bought: string, payments: readonly PaidPlan[]): string =>
  payments.reduce<PaidPlan | null>((last, paid) => (last && last.at > paid.at ? last : paid), null)?.planId ??
  bought

export type ChangeRefusal =
  'no-region' | 'not-paid' | 'cancelled' | 'not-offered' | 'same-tier' | 'already-agreed'

/** Whether an owner may ask PayPal for another tier now. */
export function checkChange(facts: {
  hasRegion: boolean
  status: SubscriptionStatus
  paypalStatus: PayPalSubscriptionStatus | null
  isCancelled: boolean
  isOffered: boolean
  /** The tier that is paid now, and that the payer agreed to for the next bill, if so. */
  isCurrent: boolean
  isAgreed: boolean
  hasAgreed: boolean
}): Verdict<undefined, ChangeRefusal> {
  if (!facts.hasRegion) return refuse('no-region', 'Only the subscription of a region has a size.')
  if (facts.isCancelled || facts.status === 'cancelled')
    return refuse('cancelled', 'This subscription is cancelled. Renew it first, then change its size.')
  if (facts.status !== 'active' || facts.paypalStatus !== 'ACTIVE')
    return refuse('not-paid', 'Pay what is due first, then change the size.')
  if (!facts.isOffered) return refuse('not-offered', 'This size is not sold.')
  if (facts.isAgreed)
    return refuse('already-agreed', 'You agreed to this already: it begins with your next payment.')
  if (facts.isCurrent && !facts.hasAgreed) return refuse('same-tier', 'Your region has this size already.')
  return allow(undefined)
}
