import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceOfSale, coverageOf, type CountedEntry } from './payment-ledger.ts'

const PRICE = 2500
const day = (iso: string) => new Date(`${iso}T10:00:00.000Z`)
const payment = (id: string, at: string, amountMinor = PRICE): CountedEntry => ({
  kind: 'payment',
  months: amountMinor % PRICE === 0 ? amountMinor / PRICE : 0,
  id,
  saleId: id,
  amountMinor,
  currency: 'USD',
  at: day(at),
})
const back = (
  kind: 'refund' | 'reversal',
  saleId: string,
  at: string,
  amountMinor = PRICE,
): CountedEntry => ({
  kind,
  months: 0,
  id: `${kind} ${saleId} ${at}`,
  saleId,
  amountMinor,
  currency: 'USD',
  at: day(at),
})
const paidThrough = (...ledger: CountedEntry[]) => coverageOf(ledger)?.paidThrough.toISOString().slice(0, 10)
const lapsesAt = (...ledger: CountedEntry[]) => coverageOf(ledger)?.lapsesAt.toISOString().slice(0, 10)

describe('coverageOf', () => {
  it('is null before the first payment', () => {
    expect(coverageOf([])).toBeNull()
    expect(coverageOf([back('refund', 'unknown', '2026-01-02')])).toBeNull()
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

  it('ignores payments that pay no whole month', () => {
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

  it('removes exactly a month for refunds of all its parts, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 }), (parts) => {
        const amountMinor = parts.reduce((sum, part) => sum + part, 0)
        const sale = { ...payment('b', '2026-02-10', amountMinor), months: 1 }
        const returned = parts.map((part, at) => ({
          ...back('refund', 'b', '2026-02-11', part),
          id: `part ${at}`,
        }))
        expect(paidThrough(payment('a', '2026-01-10'), sale, ...returned)).toBe('2026-02-10')
      }),
    )
  })

  it('counts what a payment paid when it was made, at any price', () => {
    const dearer = { ...payment('b', '2026-02-10', 3000), months: 1 }
    expect(paidThrough(payment('a', '2026-01-10'), dearer)).toBe('2026-03-10')
    expect(paidThrough(payment('a', '2026-01-10'), dearer, back('refund', 'b', '2026-02-12', 1500))).toBe(
      '2026-02-24',
    )
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
    const expected = coverageOf(distinct)
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...distinct, ...distinct], { minLength: 2 * distinct.length }),
        (shuffled) => {
          expect(coverageOf(shuffled)).toEqual(expected)
        },
      ),
    )
  })
})

describe('balanceOfSale', () => {
  const comesBack = (id: string, at: string): CountedEntry => ({
    ...back('reversal', 'S-1', at),
    ...{ kind: 'reinstatement', id },
  })

  it('is never more than the payment, however often it is given back', () => {
    const ledger = [
      ...[payment('S-1', '2102-01-01'), back('reversal', 'S-1', '2102-01-05')],
      ...[comesBack('correction', '2102-01-06'), comesBack('dispute', '2102-01-07')],
    ]
    expect(balanceOfSale(ledger, 'S-1')).toEqual({ leftMinor: PRICE, takenMinor: 0 })
    const again = [...ledger, back('reversal', 'S-1', '2102-01-08')]
    expect(balanceOfSale(again, 'S-1')).toEqual({ leftMinor: 0, takenMinor: PRICE })
  })

  it('is told of a payment that pays no month', () => {
    const ledger = [payment('S-1', '2102-01-01', 999), back('refund', 'S-1', '2102-01-02', 99)]
    expect(balanceOfSale(ledger, 'S-1')).toEqual({ leftMinor: 900, takenMinor: 0 })
  })

  it('of nothing is nothing', () => {
    expect(balanceOfSale([payment('S-1', '2102-01-01')], 'S-2')).toEqual({ leftMinor: 0, takenMinor: 0 })
  })
})
