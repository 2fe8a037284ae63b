import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestCitizenship, requestResidence } from './membership-rules.ts'
import { PORT_SPREAD_BP } from '../economy/market-on-day.ts'
import { quote, type OrderSide } from '../economy/quote.ts'
import { addReputation, reputationForCredits, reputationForTrade } from './reputation.ts'

const outcome = (verdict: { ok: true; value: unknown } | { ok: false; reason: string }) =>
  verdict.ok ? (verdict.value ?? 'granted') : verdict.reason

describe('requestResidence', () => {
  const visitor = {
    membershipType: 'visitor',
    immigrationPolicy: 'open',
    isInvited: false,
    hasTreatyResidence: false,
  } as const

  it.each([
    [{}, 'granted'],
    [{ immigrationPolicy: 'application' }, 'application'],
    [{ immigrationPolicy: 'invitation' }, 'invitation-needed'],
    [{ immigrationPolicy: 'invitation', isInvited: true }, 'granted'],
    [{ immigrationPolicy: 'closed' }, 'immigration-closed'],
    [{ immigrationPolicy: 'closed', hasTreatyResidence: true }, 'granted'],
    [{ membershipType: null }, 'not-a-member'],
    [{ membershipType: 'resident' }, 'already-resident'],
    [{ membershipType: 'citizen' }, 'already-resident'],
  ] as const)('%j: %s', (change, expected) => {
    expect(outcome(requestResidence({ ...visitor, ...change }))).toBe(expected)
  })
})

describe('requestCitizenship', () => {
  const resident = {
    membershipType: 'resident',
    residentSince: new Date('2102-05-01T00:00:00Z'),
    citizenshipWaitDays: 7,
    isApproved: false,
    citizenshipsHeld: 0,
    isGalacticCitizen: false,
    now: new Date('2102-05-08T00:00:00Z'),
  } as const

  it.each([
    [{}, 'granted'],
    [{ now: new Date('2102-05-07T23:59:59Z') }, 'waiting-period'],
    [{ now: new Date('2102-05-02T00:00:00Z'), isApproved: true }, 'granted'],
    [{ citizenshipsHeld: 1 }, 'citizenship-limit'],
    [{ citizenshipsHeld: 4, isGalacticCitizen: true }, 'granted'],
    [{ citizenshipsHeld: 5, isGalacticCitizen: true }, 'citizenship-limit'],
    [{ membershipType: 'visitor' }, 'not-a-resident'],
    [{ membershipType: null }, 'not-a-resident'],
    [{ residentSince: null }, 'not-a-resident'],
    [{ membershipType: 'citizen' }, 'already-citizen'],
  ] as const)('%j: %s', (change, expected) => {
    expect(outcome(requestCitizenship({ ...resident, ...change }))).toBe(expected)
  })

  it('the refusal names the days left', () => {
    expect(requestCitizenship({ ...resident, now: new Date('2102-05-05T12:00:00Z') })).toMatchObject({
      message: 'Residents of this region wait 7 days for citizenship; 3 to go.',
    })
  })
})

describe('reputation', () => {
  it('one large trade and many small ones earn the same', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.array(fc.bigInt({ min: 1n, max: 20_000n })),
        (start, trades) => {
          let total = start
          let points = 0
          for (const trade of trades) {
            points += reputationForCredits('trade', total, total + trade)
            total += trade
          }
          expect(points).toBe(reputationForCredits('trade', start, total))
        },
      ),
    )
  })

  it('tax earns ten times as much as trade', () => {
    const points = [4_999n, 5_000n, 50_000n].map((total) => [
      reputationForCredits('trade', 0n, total),
      reputationForCredits('tax', 0n, total),
    ])
    expect(points).toEqual([
      [0, 9],
      [1, 10],
      [10, 100],
    ])
  })

  it.each([
    ['nothing, then a first sale', [0, 0], [4_500, 500], 1],
    ['both pass a step', [4_999, 499], [5_000, 500], 2],
    ['neither passes one', [5_000, 500], [9_999, 999], 0],
    ['a restored galaxy that sells again', [50_000, 5_000], [45_000, 4_500], 0],
    ['sales fell and tax rose', [50_000, 5_000], [10_000, 5_500], 1],
    ['sales of 1,000,000 at a tax of 10 %', [0, 0], [900_000, 100_000], 380],
  ] as const)('by totals that were rewarded: %s', (_, [salesNet, tax], now, points) => {
    const totals = { salesNet: now[0], tax: now[1] }
    expect(reputationForTrade({ salesNet, tax }, totals)).toBe(points)
  })

  it('costs more than 400 credits a point where one sells at the price one bought for', () => {
    const amounts = fc.record({
      taxRateBp: fc.integer({ min: 0, max: 2_500 }),
      basePrice: fc.integer({ min: 5, max: 120 }),
      capacity: fc.integer({ min: 5_000, max: 40_000 }),
    })
    const rounds = fc.integer({ min: 1, max: 1_000 })
    fc.assert(
      fc.property(amounts, rounds, ({ taxRateBp, basePrice, capacity }, times) => {
        const trade = (side: OrderSide, stock: number) => {
          const market = { basePrice, capacity, stock, levelBp: 10_000, spreadBp: PORT_SPREAD_BP }
          const quoted = quote({ side, market, quantity: 400, taxRateBp, tariffBp: 0 })
          if (!quoted.ok) throw new Error(quoted.message)
          return { net: Number(quoted.value.net), tax: Number(quoted.value.tax) }
        }
        const stock = Math.floor(capacity / 2)
        const [bought, sold] = [trade('buy', stock), trade('sell', stock - 400)]
        const totals = { salesNet: times * sold.net, tax: times * sold.tax }
        const points = reputationForTrade({ salesNet: 0, tax: 0 }, totals)
        expect(times * (bought.net - sold.net)).toBeGreaterThanOrEqual(400 * points)
      }),
    )
  })

  it.each([
    [10, 5, 15],
    [998, 5, 1000],
    [3, -5, 0],
  ])('%d with %d is %d', (score, points, after) => {
    expect(addReputation(score, points)).toBe(after)
  })
})
