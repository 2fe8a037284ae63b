import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { FLIGHT_ENDS } from '#server/domain/galaxy/fly-legs.ts'
import { WARP_KINDS, ZONES } from '#server/domain/galaxy/galaxy-plan.ts'
import { pageOf } from '#server/domain/paging.ts'
import { PVP_RULES } from '#server/domain/regions/settings.ts'
import { SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { RANKS } from '#server/domain/ships/ranks.ts'
import { SHIP_MODULES } from '#server/domain/ships/ship.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { encounter, flightTerms } from './combat-calls.ts'
import { charted } from './charting-calls.ts'
import { sectorContract } from './contract-calls.ts'
import { messages } from './messages.ts'
import { news } from '#server/domain/economy/galaxy-news.ts'
import { marketTerms, pilot, traveller, userId } from './pilot-terms.ts'
import { routeFilter } from './route-filter.ts'
import { patrols } from './treasury-calls.ts'
import { marketInSight, port } from './trade-calls.ts'

const warp = z.object({
  sectorId: z.int(),
  name: z.string(),
  area: z.string().nullable(),
  kind: z.enum(WARP_KINDS),
  turns: z.int(),
  /** There is no warp back. */
  oneWay: z.boolean(),
  hasPort: z.boolean(),
  /** The pilot has been there. */
  isCharted: z.boolean(),
})
export type SectorWarp = z.infer<typeof warp>

export const routePlan = z.object({
  from: z.int(),
  to: z.int(),
  legs: z.array(z.object({ sectorId: z.int(), name: z.string(), kind: z.string(), turns: z.int() })),
  /** Turns for the whole route. */
  turns: z.int(),
})
export type RoutePlan = z.infer<typeof routePlan>

const cargo = z.partialRecord(z.enum(COMMODITIES), count)

export const ship = z.object({
  name: z.string(),
  shipClass: z.enum(SHIP_CLASSES),
  modules: z.array(z.enum(SHIP_MODULES)),
  /** Units aboard by commodity; what is not aboard is left out. */
  cargo,
  /** Holds of sealed courier goods. */
  sealedHolds: count,
  /** Units in all, and of them in use. */
  cargoCapacity: count,
  cargoUsed: count,
  shields: count,
  guns: count,
  /** Credits; 0 for a sound ship. */
  repairCost: count,
  /** What the next business here costs beyond itself; nothing while docked. */
  docking: z.object({ docked: z.boolean(), turns: count, berthFee: count }),
})

export type ShipView = z.infer<typeof ship>

const runEnd = z.object({
  portId: z.int(),
  portName: z.string(),
  sectorId: z.int(),
  /** Turns of way from the step before. */
  turns: count,
  /** Credits that the trade costs or brings. */
  net: count,
})
const firstRun = z.object({
  commodity: z.enum(COMMODITIES),
  quantity: count,
  /** Null once the goods are aboard. */
  buy: runEnd.nullable(),
  sell: runEnd,
})

export const sectorOutput = z.object({
  sector: z.object({
    id: z.int(),
    name: z.string(),
    /** District of the Nexus or zone of a region. */
    area: z.string().nullable(),
    zone: z.enum(ZONES).nullable(),
    /** Including patrols, 0–10. */
    security: z.int(),
    securityWithoutPatrols: z.int(),
    /** Null in the Nexus, which has none. */
    patrols: patrols.nullable(),
    development: z.int(),
    traffic: z.int(),
  }),
  /** The region's law on combat; null in the Nexus. */
  pvpRule: z.enum(PVP_RULES).nullable(),
  warps: z.array(warp),
  ports: z.array(port),
  /** What the ports here pay extra for, and what the pilot has taken. */
  contracts: z.array(sectorContract),
  news,
  /** Tax on sales as fractions: what the law says, and what this pilot pays. */
  tax: z.object({ lawRate: z.number(), rate: z.number() }),
  /** What this pilot owes on trade here, basis points. */
  rates: z.object({ taxRateBp: count, tariffBp: count }),
  planets: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      planetClass: z.string(),
      population: z.int(),
      habitability: z.int(),
    }),
  ),
  /** Callsigns of the other pilots here. */
  pilots: pageOf(z.string()),
  ship: ship.nullable(),
  encounter,
  /** Credits of the pilot. */
  purse: count,
  pilot: z.object({
    rank: z.enum(RANKS),
    /** Now; the rank follows the highest that it ever was. */
    renown: count,
    nextRank: z.object({ rank: z.enum(RANKS), renown: count }).nullable(),
  }),
  /** Thousandths of a turn at `asOf` by the game's clock; they accrue continuously (domain/galaxy/turns). */
  turns: z.object({
    milliturns: z.int(),
    storedAt: z.iso.datetime(),
    asOf: z.iso.datetime(),
    maxMilliturns: z.int(),
  }),
  /** What a newcomer should trade first; null once they have sold anything, or where nothing pays. */
  firstRun: firstRun.nullable(),
  /** The watched ports that the ship sees. */
  watchedInSight: z.array(marketInSight),
  /** The route to `routeTo`; null when none was asked for, or there is none. */
  route: routePlan.nullable(),
})
export type GalaxySector = z.infer<typeof sectorOutput>

const compactMap = z.object({
  ids: z.array(z.int()),
  names: z.array(z.string()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  /** Index into `areas`, by sector. */
  area: z.array(z.int()),
  /** Districts of the Nexus or zones of a region. */
  areas: z.array(z.string()),
  /** Levels of the ground, by sector: patrols come on top of security. */
  security: z.array(z.int()),
  traffic: z.array(z.int()),
  /** Of each port its sector, its name and the goods that it sells and buys: bit `n` is COMMODITIES[n]. */
  ports: z.object({
    sector: z.array(z.int()),
    name: z.array(z.string()),
    sells: z.array(z.int()),
    buys: z.array(z.int()),
  }),
  /** Ids of sectors with a planet. */
  planetSectors: z.array(z.int()),
  warps: z.array(z.int()),
})
/**
 * A galaxy's map in columns, small enough to be sent whole: entry `i` of each list is one sector. Warps are flat triples
 * `from, to, flag`, one per connection; flag 1 marks a one-way warp.
 */
export type CompactMap = z.infer<typeof compactMap>

export const SECTOR_CALLS = {
  /** Renames a pilot who is known by one of the callsigns before, present or not. A late or repeated call changes nothing. */
  renamePilot: call(
    z.object({ userId, from: z.array(z.string()), callsign: z.string() }),
    z.object({ messages }),
  ),
  /** Places a newcomer with ship and credits in the galaxy. Null if the pilot has left it and is travelling. */
  enter: call(z.object(traveller), z.object({ sectorId: z.int().nullable(), messages })),
  /** Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns`. */
  movePilot: call(
    /** `version` is that of the map. */
    z.object({ ...pilot, toSector: z.int(), version: z.int(), terms: flightTerms }),
    z.object({
      /** Where the ship was, and is now. */
      from: z.int(),
      sectorId: z.int(),
      turnsSpent: z.int(),
      turnsLeft: z.int(),
      end: z.enum(FLIGHT_ENDS),
      charted,
    }),
    { retryable: false },
  ),
  /** A pilot’s sector with what is in it; lands a newcomer first. @throws NOT_FOUND. */
  getSector: call(
    z.object({
      ...traveller,
      ...marketTerms,
      pilotsPage: z.int().min(1),
      /** Ports whose prices the pilot waits for, and the version of the map; null for none. */
      watched: z.object({ portIds: z.array(z.int()), version: z.int() }).nullable(),
      /** Where to plan a route to, with the fewest turns by allowed sectors on the map of this version. */
      routeTo: z.object({ sectorId: z.int(), version: z.int(), filter: routeFilter }).nullable(),
      /** Suggests a newcomer's first trade on the map of this version. */
      suggestOn: z.int().nullable(),
    }),
    sectorOutput,
  ),
  /** The whole map. `version` is the platform's; a process reads the map once per version. */
  getMap: call(z.object({ version: z.int() }), compactMap, { deadlineMs: LONG_DEADLINE_MS }),
} as const
