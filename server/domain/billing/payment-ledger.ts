import { addDays, addMonths } from './billing-calendar.ts'
import { type Currency } from './money.ts'

/** Days of grace after a lapse (DESIGN.md §3 Subscriptions). Longer than PayPal's ten days of retries. */
export const GRACE_DAYS = 14

export const LEDGER_KINDS = ['payment', 'refund', 'reversal', 'reinstatement'] as const
export type LedgerKind = (typeof LEDGER_KINDS)[number]

/** 1 for money that comes to us, -1 for money that goes back. */
export const signOf = (kind: LedgerKind): 1 | -1 => (kind === 'payment' || kind === 'reinstatement' ? 1 : -1)

/**
 * One payment, refund, reversal or reinstatement of a subscription. `id` is unique within its kind: the sale id of a
 * payment, the id of a refund or reversal, the dispute's id of a reinstatement. `amountMinor` is always positive. `at` is PayPal's time, not when we learned of it.
 */
export interface LedgerEntry {
  readonly kind: LedgerKind
  readonly id: string
  /** The paid sale, or the sale whose money went back or came again. */
  readonly saleId: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly at: Date
}

/** An entry as it was recorded. */
export interface CountedEntry extends LedgerEntry {
  /**
   * Whole months that a payment pays, by the prices that its plan had at its time (plan-prices.ts). Zero for a payment
   * that matches none of them, which never counts, and for everything else.
   */
  readonly months: number
}

/** A month in the unit of paid time: fine enough for any share of a month, and sums stay exact. */
const MONTH = 1_000_000_000

export interface Coverage {
  /** End of the paid time, which may be in the past. */
  readonly paidThrough: Date
  /**
   * When the service stops (or stopped) being paid. Equals `paidThrough`, except after a refund or reversal: then it
   * is that moment, because the dunning stages must not start before the money left.
   */
  readonly lapsesAt: Date
  /** Whether any payment was kept, or everything went back. */
  readonly isAnythingKept: boolean
  /** When the last payment that counts was made. */
  readonly lastPaymentAt: Date
  /** Sales that reversals took back whole, the first taken first. */
  readonly takenBack: readonly TakenBack[]
}

export interface TakenBack {
  readonly saleId: string
  readonly paidAt: Date
  /** When nothing was left of it. */
  readonly since: Date
}

/**
 * Computes the paid time from the ledger, or null when no payment counts. Order and repeated rows do not matter.
 *
 * - A payment adds its calendar months.
 * - Paid within the grace, the month is the owed one and starts at the lapse. Paid later, it starts at the payment.
 * - A refund or reversal removes its share of the sale's months from the end, at most what the sale added. It has no
 *   effect until its sale is known.
 * - A reinstatement gives back what reversals of its sale took. Where the time that it restores is over, the service
 *   lapses at that moment: the stages must not have begun while the money was away.
 *
 * @param paidBefore until when somebody else had paid, where the subscription took a region over: the first month starts then
 */
export function coverageOf(ledger: readonly CountedEntry[], paidBefore: Date | null = null): Coverage | null {
  let chain: Chain | null = null
  let kept = 0
  const { movements, sales } = movementsInOrder(ledger)
  for (const { at, value, isPayment } of movements) {
    kept += value
    if (chain === null) {
      chain = startAt(paidBefore !== null && paidBefore > at ? paidBefore : at, value)
    } else if (isPayment) {
      chain = pay(chain, at, value)
    } else {
      const total: number = chain.value + value
      const end = endOf(chain.anchor, total)
      // A lapse that has started stays: a later refund does not restart the dunning stages.
      const lapsed: Date = value > 0 ? at : earlier(chain.lapsesAt, at)
      chain = { anchor: chain.anchor, value: total, lapsesAt: end > at ? end : lapsed }
    }
  }
  if (chain === null) return null
  return {
    paidThrough: endOf(chain.anchor, chain.value),
    lapsesAt: chain.lapsesAt,
    isAnythingKept: kept > 0,
    lastPaymentAt: new Date(Math.max(...sales.map((sale) => sale.at.getTime()))),
    takenBack: sales
      .flatMap(({ saleId, at, takenSince }) =>
        takenSince === null ? [] : [{ saleId, paidAt: at, since: takenSince }],
      )
      .sort((a, b) => a.since.getTime() - b.since.getTime() || compareText(a.saleId, b.saleId)),
  }
}

/** What is left of a payment, also of one that pays no month, and what reversals hold of it. */
export function balanceOfSale(
  ledger: readonly CountedEntry[],
  saleId: string,
): { leftMinor: number; takenMinor: number } {
  const ofSale = ledger.filter((entry) => entry.saleId === saleId)
  const [sale] = movementsInOrder(
    ofSale.map((entry) => ({ ...entry, months: Math.max(1, entry.months) })),
  ).sales
  return sale
    ? { leftMinor: sale.amountMinor - sale.returnedMinor, takenMinor: sale.reversedMinor }
    : { leftMinor: 0, takenMinor: 0 }
}

/** Months paid without a gap, counted from the first day so that month ends do not drift. */
interface Chain {
  readonly anchor: Date
  /** Paid time in shares of a {@link MONTH}. */
  readonly value: number
  readonly lapsesAt: Date
}

function pay(chain: Chain, at: Date, value: number): Chain {
  const end = endOf(chain.anchor, chain.value)
  const total = chain.value + value
  const extended = { anchor: chain.anchor, value: total, lapsesAt: endOf(chain.anchor, total) }
  if (at <= end) return extended
  if (at > addDays(chain.lapsesAt, GRACE_DAYS)) return startAt(at, value)
  return end.getTime() === chain.lapsesAt.getTime() ? extended : startAt(chain.lapsesAt, value)
}

const startAt = (anchor: Date, value: number): Chain => ({ anchor, value, lapsesAt: endOf(anchor, value) })

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)

/** Adds paid time to the anchor; part of a month in proportion, rounded down to a millisecond. */
function endOf(anchor: Date, value: number): Date {
  const months = Math.floor(value / MONTH)
  const start = addMonths(anchor, months)
  const part = value - months * MONTH
  if (part === 0) return start
  const monthMs = addMonths(anchor, months + 1).getTime() - start.getTime()
  return new Date(start.getTime() + shareOf(monthMs, part, MONTH))
}

/** `whole · part / of`, rounded down; the product is larger than a safe integer. */
const shareOf = (whole: number, part: number, of: number): number =>
  Number((BigInt(whole) * BigInt(part)) / BigInt(of))

interface Movement {
  readonly id: string
  readonly at: Date
  /** Paid time in shares of a {@link MONTH}; negative when money went back. */
  readonly value: number
  readonly isPayment: boolean
}

interface Sale {
  readonly saleId: string
  readonly at: Date
  readonly amountMinor: number
  readonly value: number
  returnedMinor: number
  /** Of it, by reversals. */
  reversedMinor: number
  takenSince: Date | null
}

function movementsInOrder(ledger: readonly CountedEntry[]): { movements: Movement[]; sales: Sale[] } {
  const unique = [...new Map(ledger.map((entry) => [`${entry.kind} ${entry.id}`, entry])).values()].sort(
    byTime,
  )
  const sales = new Map<string, Sale>()
  const movements: Movement[] = []
  for (const { kind, id, saleId, at, amountMinor, months } of unique) {
    if (kind !== 'payment' || months === 0) continue
    const value = months * MONTH
    sales.set(saleId, {
      saleId,
      at,
      amountMinor,
      value,
      returnedMinor: 0,
      reversedMinor: 0,
      takenSince: null,
    })
    movements.push({ id, at, value, isPayment: true })
  }
  for (const entry of unique) {
    const sale = entry.kind === 'payment' ? undefined : sales.get(entry.saleId)
    if (!sale) continue
    // Clocks differ by seconds: a refund cannot come before its sale.
    const at = entry.at < sale.at ? sale.at : entry.at
    const value = moveBack(sale, entry, at)
    if (value !== 0) movements.push({ id: entry.id, at, value, isPayment: false })
  }
  movements.sort((a, b) => a.at.getTime() - b.at.getTime() || b.value - a.value || compareText(a.id, b.id))
  return { movements, sales: [...sales.values()] }
}

/**
 * The paid time that goes or comes with an amount. Counted from all that is away so far, so that parts sum to the whole. No more
 * goes than the sale was, and no more comes than reversals took.
 */
function moveBack(sale: Sale, { kind, amountMinor }: LedgerEntry, at: Date): number {
  const before = shareOf(sale.value, sale.returnedMinor, sale.amountMinor)
  const movedMinor =
    kind === 'reinstatement'
      ? -Math.min(amountMinor, sale.reversedMinor)
      : Math.min(amountMinor, sale.amountMinor - sale.returnedMinor)
  sale.returnedMinor += movedMinor
  if (kind !== 'refund') sale.reversedMinor += movedMinor
  const isTaken = sale.reversedMinor > 0 && sale.returnedMinor === sale.amountMinor
  sale.takenSince = isTaken ? (sale.takenSince ?? at) : null
  return before - shareOf(sale.value, sale.returnedMinor, sale.amountMinor)
}

/** PayPal's times are whole seconds: what is as old goes before it comes back. */
const byTime = (a: LedgerEntry, b: LedgerEntry): number =>
  a.at.getTime() - b.at.getTime() ||
  LEDGER_KINDS.indexOf(a.kind) - LEDGER_KINDS.indexOf(b.kind) ||
  compareText(a.id, b.id)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
