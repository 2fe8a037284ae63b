import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths } from './billing-calendar.ts'
import { formatMoney, parseMoney } from './money.ts'

describe('money', () => {
  it.each([
    ['25.00', 2500],
    ['25', 2500],
    ['0.1', 10],
    ['-3.05', -305],
    ['-0.00', 0],
    ['999999999999.99', 99999999999999],
  ])('reads %s as %i minor units', (text, minor) => {
    expect(parseMoney(text, 'USD')).toEqual({ ok: true, value: { minor, currency: 'USD' } })
  })

  it.each(['', ' 25.00', '25.', '.50', '25.001', '1e3', '+1', '1,000.00', '٢٥', 'NaN', '1234567890123'])(
    'refuses %j as an amount',
    (text) => expect(parseMoney(text, 'USD')).toMatchObject({ ok: false, reason: 'not-an-amount' }),
  )

  it('refuses a currency that no plan uses', () => {
    expect(parseMoney('25.00', 'EUR')).toMatchObject({ ok: false, reason: 'unknown-currency' })
  })

  it('formats and parses every whole number of cents without loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }), (minor) => {
        expect(parseMoney(formatMoney({ minor, currency: 'USD' }), 'USD')).toMatchObject({ value: { minor } })
      }),
    )
  })

  it('throws on a fraction of a cent', () => {
    expect(() => formatMoney({ minor: 0.5, currency: 'USD' })).toThrow(RangeError)
  })
})

describe('addMonths', () => {
  it.each([
    ['2026-01-31T10:00:00.000Z', 1, '2026-02-28T10:00:00.000Z'],
    ['2024-01-31T10:00:00.000Z', 1, '2024-02-29T10:00:00.000Z'],
    ['2026-01-31T10:00:00.000Z', 2, '2026-03-31T10:00:00.000Z'],
    ['2026-11-15T23:59:59.999Z', 3, '2027-02-15T23:59:59.999Z'],
    ['2026-03-31T00:00:00.000Z', -1, '2026-02-28T00:00:00.000Z'],
  ])('%s plus %i months is %s', (from, months, to) => {
    expect(addMonths(new Date(from), months).toISOString()).toBe(to)
  })
})
