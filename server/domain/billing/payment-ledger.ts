import { addDays, addMonths } from './billing-calendar.ts'
import { type Currency, type Money } from './money.ts'

/** Grace after a lapse, in days (DESIGN.md §3 Subscriptions). Longer than PayPal's ten days of retries. */
export const GRACE_DAYS = 14

export const LEDGER_KINDS = ['payment', 'refund', 'reversal'] as const
export type LedgerKind = (typeof LEDGER_KINDS)[number]

/**
 * One movement of money on a subscription. `id` is unique: the sale id of a payment, the refund or reversal id
 * otherwise. `amountMinor` is positive in every kind. `at` is PayPal's time of the movement, never ours of hearing of it.
 */
export interface LedgerEntry {
  readonly kind: LedgerKind
  readonly id: string
  /** The sale that was paid, or from which money went back. */
  readonly saleId: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly at: Date
}

export interface Coverage {
  /** The end of what is paid for: money only, whether or not it has passed. */
  readonly paidThrough: Date
  /**
   * When the service stops (or stopped) being paid for. The same as `paidThrough`, except after money was taken back:
   * then it is that moment, because nobody may be sent down the ladder for a time before the money left.
   */
  readonly lapsesAt: Date
  /** Payments minus what was taken back, in minor units. Zero: in the end nothing at all was paid. */
  readonly keptMinor: number
}

/** A payment buys whole months of the plan: its own price, or several months captured at once. */
export const paysWholeMonths = (entry: LedgerEntry, price: Money): boolean =>
  entry.currency === price.currency && entry.amountMinor > 0 && entry.amountMinor % price.minor === 0

/**
 * Computes what the ledger alone has paid for, or null when no payment counts. The result does not depend on the order of
 * `ledger` nor on repeated rows.
 *
 * - A payment buys one calendar month per price of the plan, appended to what is paid already.
 * - Paid within the grace after a lapse, the month is the one that was owed and begins at the lapse; paid later, it begins
 *   with the payment.
 * - A refund or reversal takes its share of a month off the end, at most what the sale had brought in. Money back from
 *   an unknown sale waits for its sale.
 */
export function coverageOf(ledger: readonly LedgerEntry[], price: Money): Coverage | null {
  let chain: Chain | null = null
  let keptMinor = 0
  for (const movement of movementsInOrder(ledger, price)) {
    const { at, valueMinor } = movement
    keptMinor += valueMinor
    if (chain === null) {
      chain = { anchor: at, valueMinor, lapsesAt: endOf(at, valueMinor, price) }
    } else if (valueMinor > 0) {
      chain = pay(chain, at, valueMinor, price)
    } else {
      const left: number = chain.valueMinor + valueMinor
      const end = endOf(chain.anchor, left, price)
      // Time already lapsed stays lapsed since then: taking money back from it does not start the ladder anew.
      const lapsesAt: Date = end > at ? end : earlier(chain.lapsesAt, at)
      chain = { anchor: chain.anchor, valueMinor: left, lapsesAt }
    }
  }
  if (chain === null) return null
  return {
    paidThrough: endOf(chain.anchor, chain.valueMinor, price),
    lapsesAt: chain.lapsesAt,
    keptMinor,
  }
}

/** Months bought in one unbroken run, counted from its first day so that month ends do not drift. */
interface Chain {
  readonly anchor: Date
  readonly valueMinor: number
  readonly lapsesAt: Date
}

function pay(chain: Chain, at: Date, valueMinor: number, price: Money): Chain {
  const end = endOf(chain.anchor, chain.valueMinor, price)
  const total = chain.valueMinor + valueMinor
  const extended = { anchor: chain.anchor, valueMinor: total, lapsesAt: endOf(chain.anchor, total, price) }
  if (at <= end) return extended
  if (at > addDays(chain.lapsesAt, GRACE_DAYS)) return startAt(at, valueMinor, price)
  return end.getTime() === chain.lapsesAt.getTime() ? extended : startAt(chain.lapsesAt, valueMinor, price)
}

const startAt = (anchor: Date, valueMinor: number, price: Money): Chain => ({
  anchor,
  valueMinor,
  lapsesAt: endOf(anchor, valueMinor, price),
})

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)

/** `valueMinor` worth of months after the anchor; the part of a month is taken in proportion, rounded down to a millisecond. */
function endOf(anchor: Date, valueMinor: number, price: Money): Date {
  const months = Math.floor(valueMinor / price.minor)
  const start = addMonths(anchor, months)
  const partMinor = valueMinor - months * price.minor
  if (partMinor === 0) return start
  const monthMs = addMonths(anchor, months + 1).getTime() - start.getTime()
  return new Date(start.getTime() + Math.floor((monthMs * partMinor) / price.minor))
}

interface Movement {
  readonly id: string
  readonly at: Date
  readonly valueMinor: number
}

function movementsInOrder(ledger: readonly LedgerEntry[], price: Money): Movement[] {
  const unique = [...new Map(ledger.map((entry) => [`${entry.kind} ${entry.id}`, entry])).values()].sort(
    byTime,
  )
  const sales = new Map<string, { at: Date; leftMinor: number }>()
  const movements: Movement[] = []
  for (const entry of unique) {
    if (entry.kind !== 'payment' || !paysWholeMonths(entry, price)) continue
    sales.set(entry.saleId, { at: entry.at, leftMinor: entry.amountMinor })
    movements.push({ id: entry.id, at: entry.at, valueMinor: entry.amountMinor })
  }
  for (const entry of unique) {
    const sale = entry.kind === 'payment' ? undefined : sales.get(entry.saleId)
    if (!sale) continue
    const takenMinor = Math.min(entry.amountMinor, sale.leftMinor)
    if (takenMinor <= 0) continue
    sale.leftMinor -= takenMinor
    // Clocks differ by seconds: money cannot leave before it came.
    movements.push({ id: entry.id, at: entry.at < sale.at ? sale.at : entry.at, valueMinor: -takenMinor })
  }
  return movements.sort(
    (a, b) => a.at.getTime() - b.at.getTime() || b.valueMinor - a.valueMinor || compareText(a.id, b.id),
  )
}

const byTime = (a: LedgerEntry, b: LedgerEntry): number =>
  a.at.getTime() - b.at.getTime() || compareText(a.kind, b.kind) || compareText(a.id, b.id)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
