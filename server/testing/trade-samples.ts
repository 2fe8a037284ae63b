import fc from 'fast-check'
import { COMMODITIES } from '../domain/economy/commodities.ts'
import { type TradeRates } from '../domain/economy/quote.ts'
import { SHIP_CLASSES } from '../domain/ships/hulls.ts'
import { type ReckonedMarket, type TradeSeeker } from '../domain/trade/find-trades.ts'

/** What laws can take of a trade. */
export const anyRates: fc.Arbitrary<TradeRates> = fc.record({
  taxRateBp: fc.integer({ min: 0, max: 2_500 }),
  tariffBp: fc.integer({ min: 0, max: 1_000 }),
})

/** Markets of two goods, so that many of them fit together; their ports are numbered from 1. */
export const marketsIn = (
  sectorId: fc.Arbitrary<number>,
  rates: fc.Arbitrary<TradeRates>,
  count: { min: number; max: number },
): fc.Arbitrary<ReckonedMarket[]> =>
  fc.integer(count).chain((ports) =>
    fc.tuple(
      ...Array.from({ length: ports }, (_, index) =>
        fc.record({
          portId: fc.constant(index + 1),
          sectorId,
          commodity: fc.constantFrom(...COMMODITIES.slice(0, 2)),
          role: fc.constantFrom('sells' as const, 'buys' as const),
          basePrice: fc.integer({ min: 11, max: 38 }),
          levelBp: fc.integer({ min: 6_000, max: 13_000 }),
          capacity: fc.integer({ min: 20, max: 4_000 }),
          stock: fc.integer({ min: 0, max: 4_500 }),
          spreadBp: fc.constant(500),
          rates,
        }),
      ),
    ),
  )

/** A trader with any hull, before and after a docking. */
export const seekerIn = (sectorId: fc.Arbitrary<number>): fc.Arbitrary<TradeSeeker> =>
  fc.record({
    sectorId,
    ship: fc.record({
      hull: fc.constantFrom(...SHIP_CLASSES),
      modules: fc.constant([]),
      damageBp: fc.constantFrom(0, 300),
    }),
    stay: fc.constantFrom(
      { docked: true, hasDocked: true },
      { docked: false, hasDocked: true },
      { docked: false, hasDocked: false },
    ),
    freeHolds: fc.integer({ min: 0, max: 440 }),
    purse: fc.bigInt({ min: 0n, max: 12_000n }),
  })
