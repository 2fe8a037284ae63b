import { CSV_MARK, csvLine, textCell } from '../csv.ts'
import { type LedgerKind } from './payment-ledger.ts'

/** Who sells, as the operator says it. */
export interface Seller {
  readonly name: string
  /** Its lines. */
  readonly address: readonly string[]
  /** A line about VAT. */
  readonly vat: string | null
}

/** Amounts are decimal strings, as PayPal writes them; returned money is negative. */
export interface PaymentLine {
  readonly at: string
  readonly kind: LedgerKind
  /** PayPal's id. */
  readonly number: string
  /** The payment that it is or returns. */
  readonly saleNumber: string
  readonly subject: string
  readonly plan: string
  readonly amount: string
  readonly currency: string
}

const HEADER = ['Date (UTC)', 'Kind', 'Number', 'Payment', 'For', 'Plan', 'Amount', 'Currency']

/**
 * Payments as CSV (RFC 4180) with a mark for UTF-8, which spreadsheets need. A text that a spreadsheet would take for a formula gets an
 * apostrophe; amounts stay numbers.
 */
export function paymentsCsv(lines: readonly PaymentLine[]): string {
  const rows = lines.map(({ at, kind, number, saleNumber, subject, plan, amount, currency }) => [
    ...[at, kind, number, saleNumber, subject, plan].map(textCell),
    ...[amount, textCell(currency)],
  ])
  return CSV_MARK + [HEADER, ...rows].map(csvLine).join('')
}
