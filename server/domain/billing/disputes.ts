import { addDays } from './billing-calendar.ts'
import { type Currency } from './money.ts'
import {
  coverageOf,
  GRACE_DAYS,
  type CountedEntry,
  type Coverage,
  type LedgerEntry,
  type TakenBack,
} from './payment-ledger.ts'

/** Longest time for which a disputed payment halts the timetable: PayPal's disputes are settled by then. Never again after a loss. */
export const HALT_DAYS = 75

/** In whose favour a dispute ended; null while it is open. */
export const DISPUTE_OUTCOMES = ['buyer', 'seller'] as const
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number]

export interface Dispute {
  /** PayPal's id. */
  readonly id: string
  readonly saleId: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly outcome: DisputeOutcome | null
  readonly resolvedAt: Date | null
}

/** PayPal's outcome codes. A dispute that the buyer dropped, or that PayPal pays itself, is the seller's. */
const OUTCOMES: Readonly<Record<string, DisputeOutcome>> = {
  RESOLVED_BUYER_FAVOUR: 'buyer',
  ACCEPTED: 'buyer',
  RESOLVED_SELLER_FAVOUR: 'seller',
  RESOLVED_WITH_PAYOUT: 'seller',
  CANCELED_BY_BUYER: 'seller',
  DENIED: 'seller',
}

/** Null for a code that says nothing of who won. */
export const disputeOutcome = (code: string | null): DisputeOutcome | null => OUTCOMES[code ?? ''] ?? null

/** Times at PayPal are of whole seconds. */
const SECOND_MS = 1_000

/**
 * Whether a dispute stands in the way of giving its payment back ourselves: while it is open, and after it was lost until the return by
 * PayPal itself is in the ledger. The end may be heard of before the return, and the money would go back twice.
 */
export const holdsRefund = (
  dispute: Pick<Dispute, 'saleId' | 'outcome' | 'resolvedAt'> & { readonly openedAt: Date },
  ledger: readonly Pick<LedgerEntry, 'kind' | 'saleId' | 'at'>[],
): boolean =>
  dispute.resolvedAt === null ||
  (dispute.outcome === 'buyer' &&
    !ledger.some(
      ({ kind, saleId, at }) =>
        (kind === 'reversal' || kind === 'refund') &&
        saleId === dispute.saleId &&
        at.getTime() + SECOND_MS > dispute.openedAt.getTime(),
    ))

/** The time in which the region is read-only and its timetable stands still, because a payment was taken back. */
export interface Halt {
  readonly since: Date
  readonly until: Date
}

/**
 * Only the first payment that was taken back, and not given back, halts the timetable: until its dispute ends, a new payment, or
 * {@link HALT_DAYS}. Later ones do not, so that nobody keeps a region by disputing one payment after the other; nor one that is
 * taken back when the grace was over already.
 */
export function haltOf(
  ledger: readonly CountedEntry[],
  { takenBack }: Coverage,
  disputes: readonly Dispute[],
  paidBefore: Date | null = null,
): Halt | null {
  const [first] = takenBack
  if (!first) return null
  const before = coverageOf(
    ledger.filter(({ at }) => at < first.since),
    paidBefore,
  )
  if (!before || first.since >= addDays(before.lapsesAt, GRACE_DAYS)) return null
  const ends = [
    addDays(first.since, HALT_DAYS),
    ...disputes.flatMap(({ saleId, resolvedAt }) =>
      saleId === first.saleId && resolvedAt !== null ? [resolvedAt] : [],
    ),
    ...ledger.flatMap(({ kind, months, at }) =>
      kind === 'payment' && months > 0 && at > first.since ? [at] : [],
    ),
  ]
  const until = new Date(Math.min(...ends.map(Number)))
  return until > first.since ? { since: first.since, until } : null
}

/** How long after a dispute was won its reversal may still make us pause the billing: events may come days late. */
const LATE_DAYS = 7

/** Whether the billing was paused because of a payment that has come back since. */
export const isPausedForDispute = (ledger: readonly CountedEntry[], suspendedAt: Date): boolean =>
  ledger.some(
    (back) =>
      back.kind === 'reinstatement' &&
      suspendedAt <= addDays(back.at, LATE_DAYS) &&
      ledger.some(
        ({ kind, saleId, at }) => kind === 'reversal' && saleId === back.saleId && at <= suspendedAt,
      ),
  )

/** The lapse, moved by as long as the timetable stood still. */
export function lapseAfterHalt(lapsesAt: Date, halt: Halt | null): Date {
  if (halt === null || halt.until <= lapsesAt) return lapsesAt
  const from = halt.since > lapsesAt ? halt.since : lapsesAt
  return new Date(lapsesAt.getTime() + halt.until.getTime() - from.getTime())
}

/**
 * When somebody took a payment back, paid anew, and took that back too; null otherwise. From then on payments open nothing: else two
 * payments that come back would buy a month again and again.
 */
export function barredSince({ takenBack }: Coverage): Date | null {
  const isAgain = (later: TakenBack) => takenBack.some(({ since }) => since < later.paidAt)
  return takenBack.find(isAgain)?.since ?? null
}

/**
 * The rows by which won disputes give back what reversals took, keyed by dispute: the same, whether the reversal or the end of the
 * dispute was heard of first. A dispute that never took the money gives none back.
 */
export const reinstatementsOf = (
  disputes: readonly Dispute[],
  ledger: readonly LedgerEntry[],
): LedgerEntry[] =>
  disputes.flatMap(({ id, saleId, amountMinor, currency, outcome, resolvedAt }) =>
    outcome === 'seller' &&
    resolvedAt !== null &&
    ledger.some((entry) => entry.kind === 'reversal' && entry.saleId === saleId)
      ? [{ kind: 'reinstatement' as const, id, saleId, amountMinor, currency, at: resolvedAt }]
      : [],
  )
