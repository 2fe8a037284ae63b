import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, type LedgerEntry } from './payment-ledger.ts'
import { PLANS } from './plans.ts'

const price = PLANS.regional_owner.price
const day = (iso: string) => new Date(`${iso}T10:00:00.000Z`)
const payment = (id: string, at: string, amountMinor = 2500): LedgerEntry => ({
  kind: 'payment',
  id,
  saleId: id,
  amountMinor,
  currency: 'USD',
  at: day(at),
})
const back = (kind: 'refund' | 'reversal', saleId: string, at: string, amountMinor = 2500): LedgerEntry => ({
  kind,
  id: `${kind} ${saleId} ${at}`,
  saleId,
  amountMinor,
  currency: 'USD',
  at: day(at),
})
const paidThrough = (...ledger: LedgerEntry[]) =>
  coverageOf(ledger, price)?.paidThrough.toISOString().slice(0, 10)
const lapsesAt = (...ledger: LedgerEntry[]) => coverageOf(ledger, price)?.lapsesAt.toISOString().slice(0, 10)

describe('coverageOf', () => {
  it('is null before the first payment', () => {
    expect(coverageOf([], price)).toBeNull()
    expect(coverageOf([back('refund', 'unknown', '2026-01-02')], price)).toBeNull()
  })

  it('adds one calendar month per payment, without drift at month ends', () => {
    expect(paidThrough(payment('a', '2026-01-31'))).toBe('2026-02-28')
    expect(paidThrough(payment('a', '2026-01-31'), payment('b', '2026-02-28'))).toBe('2026-03-31')
  })

  it('counts early payments in full', () => {
    expect(paidThrough(payment('a', '2026-01-10'), payment('b', '2026-01-20'))).toBe('2026-03-10')
  })

  it('counts a payment within the grace towards the owed month', () => {
    expect(paidThrough(payment('a', '2026-01-10'), payment('b', '2026-02-20'))).toBe('2026-03-10')
  })

  it('starts a new month at a payment after the grace', () => {
    expect(paidThrough(payment('a', '2026-01-10'), payment('b', '2026-03-20'))).toBe('2026-04-20')
  })

  it('adds several months for a captured balance', () => {
    expect(paidThrough(payment('a', '2026-01-10', 7500))).toBe('2026-04-10')
  })

  it('ignores payments that are not whole months or in another currency', () => {
    expect(paidThrough(payment('a', '2026-01-10', 2499))).toBeUndefined()
    expect(paidThrough(payment('a', '2026-01-10'), payment('b', '2026-02-10', 1))).toBe('2026-02-10')
  })

  it('removes a month for a refund or a reversal', () => {
    const paid = [payment('a', '2026-01-10'), payment('b', '2026-02-10')]
    expect(paidThrough(...paid, back('refund', 'b', '2026-02-15'))).toBe('2026-02-10')
    expect(paidThrough(...paid, back('reversal', 'a', '2026-02-15'))).toBe('2026-02-10')
  })

  it('removes part of a month for a partial refund', () => {
    expect(paidThrough(payment('a', '2026-01-01'), back('refund', 'a', '2026-01-05', 500))).toBe('2026-01-26')
  })

  it('never removes more than the sale added', () => {
    const paid = [payment('a', '2026-01-10'), payment('b', '2026-02-10')]
    const returned = [back('refund', 'b', '2026-02-12'), back('reversal', 'b', '2026-02-14')]
    expect(paidThrough(...paid, ...returned)).toBe('2026-02-10')
  })

  it('lapses at the moment of a refund, never earlier', () => {
    const paid = [payment('a', '2026-01-10'), payment('b', '2026-02-10'), payment('c', '2026-03-10')]
    const returned = [back('reversal', 'a', '2026-04-01'), back('reversal', 'b', '2026-04-01')]
    expect(paidThrough(...paid, ...returned)).toBe('2026-02-10')
    expect(lapsesAt(...paid, ...returned)).toBe('2026-04-01')
    expect(paidThrough(...paid, ...returned, payment('d', '2026-04-03'))).toBe('2026-05-01')
  })

  it('keeps the first lapse when more money is returned', () => {
    expect(lapsesAt(payment('a', '2026-01-10'), back('reversal', 'a', '2026-06-01'))).toBe('2026-02-10')
  })

  it('applies a refund after its sale even if PayPal dates it earlier', () => {
    expect(paidThrough(payment('a', '2026-01-10'), back('refund', 'a', '2026-01-09'))).toBe('2026-01-10')
  })

  it('gives the same result for any order and repetition of rows', () => {
    const rows = [
      payment('a', '2026-01-10'),
      payment('b', '2026-02-10'),
      payment('c', '2026-05-02'),
      payment('d', '2026-05-02'),
      back('refund', 'b', '2026-02-11', 700),
      back('refund', 'b', '2026-02-11', 900),
      back('reversal', 'b', '2026-02-20'),
      back('refund', 'd', '2026-05-02'),
    ]
    const distinct = rows.map((row, i) => ({ ...row, id: `${row.id} ${i}` }))
    const expected = coverageOf(distinct, price)
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...distinct, ...distinct], { minLength: 2 * distinct.length }),
        (shuffled) => {
          expect(coverageOf(shuffled, price)).toEqual(expected)
        },
      ),
    )
  })
})
