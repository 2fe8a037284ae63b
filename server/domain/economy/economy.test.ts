import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutralBonuses } from './specializations.ts'
import { SPECIALIZATIONS } from './specializations.ts'
import { COMMODITIES } from './commodities.ts'
import {
  affordableDefense,
  defenseUpkeepPerDay,
  patrolsOnDuty,
  securityWithPatrols,
} from './defense-upkeep.ts'
import { ACCOUNT_KINDS, checkTransfer, isOwned, isSink, isSource, type Posting } from './ledger.ts'
import { outputFactors } from './output.ts'
import { midPriceHundredths, priceToBuy, priceToSell, type PortMarket } from './price-curve.ts'
import { quote, type Quote, type QuoteRequest } from './quote.ts'

const market: PortMarket = { basePrice: 100, levelBp: 10_000, stock: 500, capacity: 1000, spreadBp: 500 }
const taken = (request: QuoteRequest): Quote => {
  const verdict = quote(request)
  if (!verdict.ok) throw new Error(verdict.reason)
  return verdict.value
}

const anyMarket = fc
  .record({
    basePrice: fc.integer({ min: 1, max: 5000 }),
    levelBp: fc.integer({ min: 5950, max: 13_225 }),
    capacity: fc.integer({ min: 1, max: 100_000 }),
    spreadBp: fc.integer({ min: 0, max: 2000 }),
    filled: fc.double({ min: 0, max: 1.2, noNaN: true }),
  })
  .map(({ filled, ...rest }) => ({ ...rest, stock: Math.floor(filled * rest.capacity) }))
const rates = fc.record({
  taxRateBp: fc.integer({ min: 0, max: 2500 }),
  tariffBp: fc.integer({ min: 0, max: 2000 }),
})

describe('price curve', () => {
  it.each([
    [0, 15_000],
    [500, 10_000],
    [1000, 5000],
    [1200, 5000],
  ])('with a stock of %d the mid price is %d hundredths', (stock, hundredths) => {
    expect(midPriceHundredths({ ...market, stock })).toBe(hundredths)
  })

  it('an order costs the integral of the curve', () => {
    // 500 down to 400 of 1000: the mid price rises from 100 to 110, so 100 units cost 105 on average.
    expect(priceToBuy(market, 100)).toEqual({ ok: true, value: { price: 10_500n, spread: 525n } })
    expect(priceToSell(market, 100)).toEqual({ ok: true, value: { price: 9500n, spread: 475n } })
  })

  it('a full port still buys, at half the base price', () => {
    expect(priceToSell({ ...market, stock: 1000 }, 10)).toMatchObject({ value: { price: 500n } })
    expect(priceToSell({ ...market, stock: 990 }, 20)).toMatchObject({ value: { price: 505n + 500n } })
  })

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])('%d is not a quantity', (quantity) => {
    expect(priceToBuy(market, quantity)).toMatchObject({ reason: 'invalid-quantity' })
    expect(priceToSell(market, quantity)).toMatchObject({ reason: 'invalid-quantity' })
  })

  it('a port does not sell what it does not have', () => {
    expect(priceToBuy(market, 501)).toMatchObject({
      reason: 'not-enough-stock',
      message: 'The port has 500 units in stock.',
    })
    expect(priceToBuy(market, 500).ok).toBe(true)
  })
})

describe('quote', () => {
  it('has items that add up', () => {
    const request = { market, quantity: 100, taxRateBp: 1000, tariffBp: 200 }
    expect(taken({ side: 'buy', ...request })).toEqual({
      side: 'buy',
      quantity: 100,
      price: 10_500n,
      spread: 525n,
      tariff: 220n,
      tax: 0n,
      net: 11_245n,
    })
    expect(taken({ side: 'sell', ...request })).toEqual({
      side: 'sell',
      quantity: 100,
      price: 9500n,
      spread: 475n,
      tariff: 181n,
      tax: 885n,
      net: 7959n,
    })
  })

  it('returns the reason when there is no price', () => {
    for (const side of ['buy', 'sell'] as const)
      expect(quote({ side, market, quantity: 0, taxRateBp: 0, tariffBp: 0 })).toMatchObject({
        reason: 'invalid-quantity',
      })
  })

  it('costs the same, item by item, however an order is split', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(
        anyMarket,
        rates,
        parts,
        fc.constantFrom('buy' as const, 'sell' as const),
        (given, rate, split, side) => {
          const quantity = split.reduce((sum, part) => sum + part, 0)
          if (side === 'buy' && quantity > given.stock) return
          const whole = taken({ side, market: given, quantity, ...rate })
          const sum = { price: 0n, spread: 0n, tariff: 0n, tax: 0n, net: 0n }
          let stock = given.stock
          for (const part of split) {
            const one = taken({ side, market: { ...given, stock }, quantity: part, ...rate })
            for (const item of ['price', 'spread', 'tariff', 'tax', 'net'] as const) sum[item] += one[item]
            stock += side === 'buy' ? -part : part
          }
          expect(whole).toMatchObject(sum)
        },
      ),
    )
  })

  it('never profits from buying and selling back, and no item is negative', () => {
    fc.assert(
      fc.property(anyMarket, rates, fc.integer({ min: 1, max: 1000 }), (given, rate, quantity) => {
        if (quantity > given.stock) return
        const bought = taken({ side: 'buy', market: given, quantity, ...rate })
        const sold = taken({
          side: 'sell',
          market: { ...given, stock: given.stock - quantity },
          quantity,
          ...rate,
        })
        expect(bought.net >= sold.net).toBe(true)
        const items = [bought, sold].flatMap(({ price, spread, tariff, tax, net }) => [
          price,
          spread,
          tariff,
          tax,
          net,
        ])
        expect(items.every((item) => item >= 0n)).toBe(true)
      }),
    )
  })
})

describe('output', () => {
  it('is even for equal bonuses of any size', () => {
    const high = neutralBonuses()
    for (const commodity of COMMODITIES) high[commodity] = 300
    expect(outputFactors(high, null)).toEqual(outputFactors(neutralBonuses(), null))
    expect(outputFactors(neutralBonuses(), null).ore).toBe(10_000)
  })

  it('shifts from other goods by a bonus and grows by a quarter with a specialisation', () => {
    const factors = outputFactors({ ...neutralBonuses(), ore: 300 }, 'mining')
    // 300 × 8 / 1000 × 1.25 = 3.0, 100 × 8 / 1000 = 0.8
    expect(factors).toMatchObject({ ore: 30_000, fuel: 10_000, food: 8000 })
  })

  it('never grows in total by bonuses', () => {
    const bonuses = fc.record(
      Object.fromEntries(COMMODITIES.map((c) => [c, fc.integer({ min: 100, max: 300 })])),
    )
    fc.assert(
      fc.property(bonuses, fc.constantFrom(null, ...SPECIALIZATIONS), (given, specialization) => {
        const factors = outputFactors({ ...neutralBonuses(), ...given }, specialization)
        const sum = COMMODITIES.reduce((total, commodity) => total + factors[commodity], 0)
        const most = COMMODITIES.length * (specialization === null ? 10_000 : 12_500)
        expect(sum).toBeLessThanOrEqual(most)
      }),
    )
  })
})

describe('patrols', () => {
  it.each([
    [3, 4000n, { level: 3, upkeep: 4000n }],
    [3, 3999n, { level: 2, upkeep: 1500n }],
    [5, 24_999n, { level: 4, upkeep: 10_000n }],
    [5, 499n, { level: 0, upkeep: 0n }],
    [5, 0n, { level: 0, upkeep: 0n }],
    [0, 0n, { level: 0, upkeep: 0n }],
  ])('level %d with a treasury of %d', (level, treasury, expected) => {
    expect(affordableDefense(level, treasury)).toEqual(expected)
  })

  it('throw on an unknown level', () => {
    expect(() => defenseUpkeepPerDay(6)).toThrow(RangeError)
  })

  it.each([
    ['on the day they were paid for', '2102-03-01', 3, 2],
    ['until the next day is booked', '2102-03-02', 3, 2],
    ['but not a second day', '2102-03-03', 3, 0],
    ['not before they were paid', '2102-02-28', 3, 0],
    ['at once fewer when the law asks for fewer', '2102-03-01', 1, 1],
    ['and not more when it asks for more', '2102-03-01', 5, 2],
  ])('are on duty %s', (_when, today, ordered, expected) => {
    const day = { day: '2102-03-01', ordered: 3, paid: 2, upkeep: 1500 }
    expect(patrolsOnDuty(day, today, ordered)).toBe(expected)
  })

  it('that were never paid are not on duty', () => {
    expect(patrolsOnDuty(null, '2102-03-01', 5)).toBe(0)
  })

  it.each([
    [4, 0, 4],
    [4, 3, 7],
    [8, 5, 10],
  ])('raise a security of %d with level %d to %d', (security, level, expected) => {
    expect(securityWithPatrols(security, level)).toBe(expected)
  })
})

describe('ledger', () => {
  const OWNER = '00000000-0000-4000-8000-000000000001'
  const posting = (
    account: Posting['account'],
    amount: bigint,
    asset: Posting['asset'] = 'credits',
  ): Posting => ({ account, ownerId: isOwned(account) ? OWNER : null, asset, amount })
  const sale = [
    posting('source:port_liquidity', -100n),
    posting('purse', 90n),
    posting('treasury', 10n),
    posting('cargo', -5n, 'ore'),
    posting('port', 5n, 'ore'),
  ]

  it('balances a sale in credits and in goods', () => {
    expect(checkTransfer(sale)).toEqual({ ok: true, value: undefined })
  })

  it('moves credits and goods between galaxies', () => {
    const crossing = [
      posting('purse', -9n),
      posting('transit:out', 9n),
      posting('cargo', -5n, 'ore'),
      posting('transit:out', 5n, 'ore'),
    ]
    expect(checkTransfer(crossing)).toEqual({ ok: true, value: undefined })
  })

  it.each([
    ['too-few-postings', [posting('purse', 1n)]],
    ['empty-posting', [posting('purse', 0n), posting('treasury', 0n)]],
    ['unbalanced', [posting('purse', -2n), posting('treasury', 1n)]],
    ['unbalanced', [posting('purse', -1n), posting('cargo', 1n, 'ore')]],
    ['source-received', [posting('purse', -1n), posting('source:starting_credits', 1n)]],
    ['sink-paid', [posting('purse', 1n), posting('sink:travel_fare', -1n)]],
    ['wrong-asset', [posting('port', -1n), posting('purse', 1n)]],
    ['wrong-asset', [posting('cargo', -1n, 'ore'), posting('treasury', 1n, 'ore')]],
    ['wrong-owner', [{ ...posting('purse', -1n), ownerId: null }, posting('treasury', 1n)]],
    ['wrong-owner', [posting('purse', -1n), { ...posting('treasury', 1n), ownerId: OWNER }]],
  ])('%s (%#)', (reason, postings) => {
    expect(checkTransfer(postings)).toMatchObject({ ok: false, reason })
  })

  it('creates assets only from a source and destroys them only in a sink', () => {
    const any = fc
      .record({
        account: fc.constantFrom(...ACCOUNT_KINDS),
        asset: fc.constantFrom('credits' as const, 'ore' as const),
        amount: fc.bigInt({ min: -2n, max: 2n }),
      })
      .map(({ account, asset, amount }) => posting(account, amount, asset))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), (postings) => {
        if (!checkTransfer(postings).ok) return
        for (const asset of ['credits', 'ore']) {
          const of = (test: (account: Posting['account']) => boolean) =>
            postings.filter((p) => p.asset === asset && test(p.account))
          const sum = (list: Posting[]) => list.reduce((total, { amount }) => total + amount, 0n)
          const [made, lost] = [sum(of(isSource)), sum(of(isSink))]
          expect(sum(of((account) => !isSource(account) && !isSink(account)))).toBe(-made - lost)
          expect(made <= 0n && lost >= 0n).toBe(true)
        }
      }),
    )
  })
})
