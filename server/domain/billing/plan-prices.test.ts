import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, nextBillingDay } from './billing-calendar.ts'
import { coverageOf, type CountedEntry } from './payment-ledger.ts'
import { moveDay, monthsPaid, oldPriceUntil, pricesAt, type PlanPrice } from './plan-prices.ts'
import { checkMove, changePriceInput } from './price-input.ts'

const start = new Date('2026-01-10T10:00:00.000Z')
const price = (amountMinor: number, over: Partial<PlanPrice> = {}): PlanPrice => ({
  amountMinor,
  currency: 'USD',
  validFrom: start,
  validUntil: null,
  ...over,
})
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const })

describe('monthsPaid', () => {
  it.each([
    [2500, [2500], 1],
    [7500, [2500], 3],
    [2500 * 24, [2500], 24],
    [2500 * 25, [2500], 0],
    [2499, [2500], 0],
    [3000, [2500, 3000], 1],
    [5500, [2500, 3000], 2],
    // Five of the new price, not six of the old.
    [15_000, [2500, 3000], 5],
    [2500, [], 0],
    [3000, [2500], 0],
  ])('%i at prices of %j pays %i months', (amount, prices, months) => {
    expect(
      monthsPaid(
        usd(amount),
        prices.map((minor) => price(minor)),
      ),
    ).toBe(months)
  })

  it('counts the fewest months of any sum of prices', () => {
    const count = fc.nat(5)
    fc.assert(
      fc.property(
        count,
        count,
        fc.integer({ min: 100, max: 9000 }),
        fc.integer({ min: 100, max: 9000 }),
        (a, b, x, y) => {
          fc.pre(a + b > 0)
          const months = monthsPaid(usd(a * x + b * y), [price(x), price(y)])
          expect(months).toBeGreaterThan(0)
          expect(months).toBeLessThanOrEqual(a + b)
        },
      ),
    )
  })
})

describe('pricesAt', () => {
  const moved = addDays(start, 60)
  const prices = [
    price(2500, { validUntil: oldPriceUntil(moved) }),
    price(3000, { validFrom: addDays(start, 30) }),
    price(4000, { validFrom: addDays(start, 5), validUntil: addDays(start, 6) }),
  ]
  const amountsAt = (days: number) => pricesAt(prices, addDays(start, days)).map((row) => row.amountMinor)

  it('has the first price from ever, a new one from its announcement, and the old one until its debts are over', () => {
    expect(amountsAt(-1)).toEqual([2500])
    expect(amountsAt(29)).toEqual([2500])
    expect(amountsAt(30)).toEqual([2500, 3000])
    expect(amountsAt(500)).toEqual([2500, 3000])
    expect(amountsAt(600)).toEqual([3000])
  })

  it('drops a move that was cancelled', () => {
    expect(amountsAt(5)).toEqual([2500, 4000])
    expect(amountsAt(6)).toEqual([2500])
  })
})

/** What an administrator may do about the price of a plan, month by month. */
const ACTS = ['nothing', 'nothing', 'announce', 'cancel'] as const

it('pays a month with every bill, whatever was announced, cancelled and moved between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ act: fc.constantFrom(...ACTS), amount: fc.integer({ min: 100, max: 9900 }) }), {
        minLength: 1,
        maxLength: 24,
      }),
      fc.integer({ min: 0, max: 27 }),
      (months, actDay) => {
        let prices: PlanPrice[] = [price(2500)]
        let open: { row: PlanPrice; at: Date } | null = null
        // PayPal's own plan: what it bills, and until when bills have the price before.
        let billed = 2500
        let earlier: { minor: number; until: Date } | null = null
        const ledger: CountedEntry[] = []
        let due = start
        for (const [index, { act, amount }] of months.entries()) {
          const bill = earlier && due < earlier.until ? earlier.minor : billed
          const id = `S-${index}`
          ledger.push({
            ...{ kind: 'payment', id, saleId: id, at: due, ...usd(bill) },
            months: monthsPaid(usd(bill), pricesAt(prices, due)),
          })
          const now = addDays(due, actDay)
          if (act === 'announce' && !open) {
            open = { row: price(amount, { validFrom: now }), at: moveDay(now) }
            prices = [...prices, open.row]
          } else if (act === 'cancel' && open && now < open.at) {
            const { row } = open
            prices = prices.map((known) => (known === row ? { ...row, validUntil: now } : known))
            open = null
          }
          due = nextBillingDay(due)
          if (open && open.at < due) {
            const { row, at } = open
            prices = prices.map((known) =>
              known === row || known.validUntil !== null
                ? known
                : { ...known, validUntil: oldPriceUntil(at) },
            )
            earlier = { minor: billed, until: addDays(at, 10) }
            billed = row.amountMinor
            open = null
          }
        }
        expect(ledger.map((entry) => entry.months)).toEqual(months.map(() => 1))
        expect(coverageOf(ledger)?.paidThrough).toEqual(due)
      },
    ),
  )
})

describe('the price that an administrator enters', () => {
  const read = (text: string) =>
    changePriceInput.safeParse({ plan: 'regional_owner', price: text, confirmation: '' })
  it.each(['30.00', '30', ' 30.5 ', '1.00', '1000.00'])('may be %j', (text) => {
    expect(read(text).success).toBe(true)
  })
  it.each(['0.99', '1000.01', '-30', '3000000', '30,00', '', '1e2'])('may not be %j', (text) => {
    expect(read(text).error?.issues[0]?.message).toContain('between 1.00 and 1000.00')
  })
})

describe('a move', () => {
  const facts = {
    isOnSale: false,
    hasOpenMove: false,
    current: { minor: 2500, currency: 'USD' as const },
    target: { minor: 3000, currency: 'USD' as const },
  }
  it.each([
    [{}, null],
    [{ isOnSale: true }, 'on-sale'],
    [{ hasOpenMove: true }, 'announced'],
    [{ target: facts.current }, 'same-price'],
  ])('with %j is refused as %s', (over, reason) => {
    const verdict = checkMove({ ...facts, ...over })
    expect(verdict.ok ? null : verdict.reason).toBe(reason)
  })
})
