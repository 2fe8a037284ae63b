import { addDays, addMonths } from './billing-calendar.ts'
import { type Currency, type Money } from './money.ts'

/** Days of grace after a lapse (DESIGN.md §3 Subscriptions). Longer than PayPal's ten days of retries. */
export const GRACE_DAYS = 14

export const LEDGER_KINDS = ['payment', 'refund', 'reversal'] as const
export type LedgerKind = (typeof LEDGER_KINDS)[number]

/**
 * One payment, refund or reversal of a subscription. `id` is unique: the sale id of a payment, else the refund or
 * reversal id. `amountMinor` is always positive. `at` is PayPal's time, not when we learned of it.
 */
export interface LedgerEntry {
  readonly kind: LedgerKind
  readonly id: string
  /** The paid sale, or the sale that was refunded or reversed. */
  readonly saleId: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly at: Date
}

export interface Coverage {
  /** End of the paid time, which may be in the past. */
  readonly paidThrough: Date
  /**
   * When the service stops (or stopped) being paid. Equals `paidThrough`, except after a refund or reversal: then it
   * is that moment, because the dunning stages must not start before the money left.
   */
  readonly lapsesAt: Date
  /** Payments minus refunds and reversals, in minor units. Zero means that nothing was paid in the end. */
  readonly keptMinor: number
}

/** A payment counts if it is the plan's price or a whole multiple of it (several months captured at once). */
export const paysWholeMonths = (entry: LedgerEntry, price: Money): boolean =>
  entry.currency === price.currency && entry.amountMinor > 0 && entry.amountMinor % price.minor === 0

/**
 * Computes the paid time from the ledger, or null when no payment counts. Order and repeated rows do not matter.
 *
 * - A payment adds one calendar month per price of the plan.
 * - Paid within the grace, the month is the owed one and starts at the lapse. Paid later, it starts at the payment.
 * - A refund or reversal removes its share of a month from the end, at most what the sale added. It has no effect
 *   until its sale is known.
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
      // A lapse that has started stays: a later refund does not restart the dunning stages.
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

/** Months paid without a gap, counted from the first day so that month ends do not drift. */
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

/**
 * Adds the months that `valueMinor` pays for to the anchor; part of a month in proportion, rounded down to a
 * millisecond.
 */
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
    // Clocks differ by seconds: a refund cannot come before its sale.
    movements.push({ id: entry.id, at: entry.at < sale.at ? sale.at : entry.at, valueMinor: -takenMinor })
  }
  return movements.sort(
    (a, b) => a.at.getTime() - b.at.getTime() || b.valueMinor - a.valueMinor || compareText(a.id, b.id),
  )
}

const byTime = (a: LedgerEntry, b: LedgerEntry): number =>
  a.at.getTime() - b.at.getTime() || compareText(a.kind, b.kind) || compareText(a.id, b.id)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
