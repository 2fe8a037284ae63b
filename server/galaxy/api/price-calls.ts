import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { MARKET_ROLES } from '#server/domain/economy/market-roles.ts'
import { SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { SHIP_MODULES } from '#server/domain/ships/ship.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { marketTerms, pilot, userId } from './pilot-terms.ts'
import { MAX_GATES, routeFilter } from './route-filter.ts'
import { port } from './trade-calls.ts'

export const knownPrices = z.object({
  /** Now, by the game's clock. */
  asOf: z.iso.datetime(),
  /** Where the ship is. */
  sectorId: z.int(),
  markets: z.array(
    z.object({
      sectorId: z.int(),
      sectorName: z.string(),
      /** Turns of way from where the ship is; null if no way leads there. */
      turns: count.nullable(),
      /** The moment of which the stocks are: now for what is in sight. */
      seenAt: z.iso.datetime(),
      isLive: z.boolean(),
      port,
    }),
  ),
})
export type KnownPrices = z.infer<typeof knownPrices>

export const tradeEnd = z.object({
  portId: z.int(),
  portName: z.string(),
  sectorId: z.int(),
  sectorName: z.string(),
  /** Units that the trade is worked out with, as of `seenAt`. */
  stock: count,
  seenAt: z.iso.datetime(),
  isLive: z.boolean(),
})

const trade = z.object({
  commodity: z.enum(COMMODITIES),
  /** Where to buy, and where to sell all of it. */
  from: tradeEnd,
  to: tradeEnd,
  quantity: count,
  /** Credits, with tariff and tax of today. */
  cost: count,
  proceeds: count,
  berthFees: count,
  profit: count,
  /** Both ways and both dockings, at least 1. */
  turns: count,
})

export const tradeIdeas = z.object({
  asOf: z.iso.datetime(),
  /** Versions of the map and of the law that the trades are worked out with; the law is 0 in the Nexus. Stocks are of each `seenAt`. */
  stamps: z.object({ map: count, law: count }),
  /** Where the ship is, and what it can buy with. */
  sectorId: z.int(),
  knownPorts: count,
  freeHolds: z.int(),
  purse: count,
  /** Best profit per turn first. */
  trades: z.array(trade),
})
export type TradeIdeas = z.infer<typeof tradeIdeas>

export const notebook = z.object({
  asOf: z.iso.datetime(),
  sectorId: z.int(),
  /** Watched prices; of a market that the pilot has forgotten only its number is left. */
  watches: z.array(
    z.object({
      portId: z.int(),
      commodity: z.enum(COMMODITIES),
      limit: count,
      market: tradeEnd
        .extend({
          role: z.enum(MARKET_ROLES),
          /** Credits for ten units; null without as many in stock. */
          net: count.nullable(),
        })
        .nullable(),
      /** The price is at the limit or better. */
      isMet: z.boolean(),
    }),
  ),
  /** Saved trades, worked out for the ship as it is; null where it brings no profit now, or a port is forgotten. */
  routes: z.array(
    z.object({
      fromPort: z.int(),
      toPort: z.int(),
      commodity: z.enum(COMMODITIES),
      from: tradeEnd.nullable(),
      to: tradeEnd.nullable(),
      trade: trade.nullable(),
    }),
  ),
})
export type Notebook = z.infer<typeof notebook>

const notes = {
  watches: z.array(z.object({ portId: z.int(), commodity: z.enum(COMMODITIES), limitCredits: count })),
  routes: z.array(z.object({ fromPort: z.int(), toPort: z.int(), commodity: z.enum(COMMODITIES) })),
}

const rates = z.object({ taxRateBp: count, tariffBp: count })

/** Asked about trade across a gate: gates are sectors where passages begin or end, for whose ways the filter holds. */
const survey = {
  ...marketTerms,
  version: z.int(),
  gates: z.array(z.int()).max(MAX_GATES),
  filter: routeFilter,
}

/** A port as it is known; turns by gate in the order asked, null where no allowed way leads. */
const surveyed = knownPrices.shape.markets.element.omit({ turns: true }).extend({
  gateTurns: z.array(count.nullable()),
})
export type SurveyedPort = z.infer<typeof surveyed>

export const PRICE_CALLS = {
  /** The ports in sight and those that the pilot remembers, nearest first. @throws CONFLICT `not-present`. */
  listPrices: call(z.object({ ...pilot, ...marketTerms, version: z.int() }), knownPrices, {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  /** The best trades between ports that the pilot knows, of one good or of all. @throws CONFLICT `not-present`. */
  findTrades: call(
    z.object({
      ...pilot,
      ...marketTerms,
      version: z.int(),
      commodity: z.enum(COMMODITIES).nullable(),
      most: z.int().min(1).max(100),
    }),
    tradeIdeas,
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /**
   * What the pilot can buy at ports that they know, and who they are as a trader; `gateTurns` lead to the gates.
   * @throws CONFLICT `not-present`.
   */
  surveyOffers: call(
    z.object({ ...pilot, ...survey }),
    z.object({
      asOf: z.iso.datetime(),
      rates,
      lawVersion: count,
      knownPorts: count,
      seeker: z.object({
        sectorId: z.int(),
        ship: z.object({
          hull: z.enum(SHIP_CLASSES),
          modules: z.array(z.enum(SHIP_MODULES)),
          damageBp: count,
        }),
        stay: z.object({ docked: z.boolean(), hasDocked: z.boolean() }),
        freeHolds: z.int(),
        purse: count,
      }),
      markets: z.array(surveyed.extend({ turnsFromShip: count.nullable() })),
    }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Where somebody who is in another galaxy could sell, by what they remember here; `gateTurns` lead from the gates. */
  surveyDemand: call(
    z.object({ userId, ...survey }),
    z.object({ rates, lawVersion: count, knownPorts: count, markets: z.array(surveyed) }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** What the pilot's notes come to now. @throws CONFLICT `not-present`. */
  readNotebook: call(z.object({ ...pilot, ...marketTerms, version: z.int(), ...notes }), notebook, {
    deadlineMs: LONG_DEADLINE_MS,
  }),
} as const
