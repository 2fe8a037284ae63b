import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { count } from '#server/domain/wire-fields.ts'
import { tradeEnd } from '#server/galaxy/api/price-calls.ts'

const place = z.object({ ref: z.string(), displayName: z.string() })
const stamps = z.object({ map: count, law: count })

export const tradesAcrossWire = z.object({
  asOf: z.iso.datetime(),
  here: place,
  there: place,
  /** Versions of map and law that the trades are worked out with; the law is 0 in the Nexus. Stocks are of each `seenAt`. */
  stamps: z.object({ here: stamps, there: stamps }),
  /** Where the ship is, and what it can buy with. */
  sectorId: z.int(),
  freeHolds: z.int(),
  purse: count,
  knownPorts: count,
  knownPortsThere: count,
  /** Best profit per turn first. */
  trades: z.array(
    z.object({
      commodity: z.enum(COMMODITIES),
      /** Where to buy, here, and where to sell all of it, there. */
      from: tradeEnd,
      to: tradeEnd,
      quantity: count,
      /** Credits, with tariff and tax of today. */
      cost: count,
      proceeds: count,
      berthFees: count,
      /** Fares and tolls of the way. */
      passages: count,
      profit: count,
      /** Ways, dockings and passages, at least 1. */
      turns: count,
      /** Of the passages. */
      minutes: count,
      /** The sector here where the first passage begins. */
      gate: z.int(),
    }),
  ),
})
export type TradesAcross = z.infer<typeof tradesAcrossWire>
