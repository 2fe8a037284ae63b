import { z } from 'zod'
import { COMMODITIES } from '../domain/economy/commodities.ts'
import { TRANSFER_REASONS } from '../domain/economy/ledger.ts'
import { MARKET_ROLES } from '../domain/economy/market-roles.ts'
import { historyInput, orderInput, wishInput } from '../domain/trade/inputs.ts'
import { marketHistory, tradeOutcome, tradeQuote } from './trade-schemas.ts'
import { SHIP_CLASSES } from '../domain/ships/hulls.ts'
import { RANKS } from '../domain/ships/ranks.ts'
import { SHIP_MODULES } from '../domain/ships/ship.ts'
import { DISTRICT_TYPES } from '../domain/galaxy/district-types.ts'
import { sentMessage } from '../domain/galaxy/galaxy-messages.ts'
import { WARP_KINDS, ZONES } from '../domain/galaxy/galaxy-plan.ts'
import { keysOf, tableOf } from '../domain/keys-of.ts'
import { cursorInput, cursorPageOf, pageOf } from '../domain/paging.ts'
import { PVP_RULES } from '../domain/regions/settings.ts'

/** One call of the API. A `retryable` one is sent once more when there is no answer. */
type Call<Input extends z.ZodType, Output extends z.ZodType> = {
  input: Input
  output: Output
  retryable: boolean
  deadlineMs: number
}

const DEADLINE_MS = 5_000
/** For maps of the Nexus and statistics over whole logs. */
const LONG_DEADLINE_MS = 15_000
/** Months of a log may have to move. */
const LOGS_DEADLINE_MS = 300_000

const call = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  { retryable = true, deadlineMs = DEADLINE_MS }: { retryable?: boolean; deadlineMs?: number } = {},
): Call<Input, Output> => ({ input, output, retryable, deadlineMs })

const nothing = z.object({})
const userId = z.uuid()
const count = z.int().min(0)

/** A pilot as the platform knows them. A galaxy with another fencing version has an outdated row of the pilot. */
const pilot = { userId, fencingVersion: z.int() }

/** A pilot, and what a newcomer lands with; `landing` is null for pilots who have landed before. */
const traveller = {
  ...pilot,
  landing: z
    .object({
      callsign: z.string(),
      /** Null for the arrival sector of the Nexus. */
      arrivalSector: z.int().nullable(),
      /** Credits that the law grants newcomers. */
      startingCredits: count,
    })
    .nullable(),
}
export type Traveller = z.infer<z.ZodObject<typeof traveller>>
export type PilotRef = z.infer<z.ZodObject<typeof pilot>>

/** What the platform alone knows of somebody's trade: by which law, and what treaties and membership mean for them. */
const marketTerms = {
  /** Whose law counts; null in the Nexus. */
  regionId: z.uuid().nullable(),
  /** In the Nexus, where no region's law is; basis points. */
  nexusTaxBp: z.int().nullable(),
  /** Share of tax and tariff that treaties forgive, basis points. */
  reliefBp: z.int().min(0).max(10_000),
  /** Resident or citizen of the region: pays no tariff. */
  isLocal: z.boolean(),
}
export type MarketTerms = z.infer<z.ZodObject<typeof marketTerms>>

const district = z.object({
  districtType: z.enum(DISTRICT_TYPES),
  name: z.string(),
  sectorRange: z.tuple([z.int(), z.int()]),
  sectorsCount: count,
  portsCount: count,
  planetsCount: count,
  securityLevel: z.number(),
  developmentLevel: z.number(),
  currentTraffic: z.number(),
  characteristics: z.array(z.string()),
})
/** A district. Levels are averages with one decimal, 1–10. */
export type District = z.infer<typeof district>

const districtDetail = district.extend({
  sampleSectors: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      security: z.int(),
      development: z.int(),
      traffic: z.int(),
    }),
  ),
  samplePorts: z.array(z.object({ id: z.int(), name: z.string(), portClass: z.string(), sectorId: z.int() })),
  samplePlanets: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      planetClass: z.string(),
      sectorId: z.int(),
      population: z.int(),
    }),
  ),
})
export type DistrictDetail = z.infer<typeof districtDetail>

const paidDay = z.object({ day: z.iso.date(), paid: z.int() })
/** A UTC day, and the level of patrols that was paid for it. */
export type PaidPatrolDay = z.infer<typeof paidDay>

/** Patrol levels of a region: the one that its law sets, and the one that the treasury has paid for. */
const patrols = z.object({ ordered: z.int(), onDuty: z.int() })
export type Patrols = z.infer<typeof patrols>

const stats = z.object({
  sectors: count,
  ports: count,
  planets: count,
  ships: count,
  pilotsPresent: count,
  /** Credits in the region's treasury. */
  treasury: count,
  /** Arrivals and moves since midnight UTC. */
  activityToday: count,
  /** The same for each of the last 30 UTC days that had any, oldest first. */
  activityByDay: z.array(z.object({ day: z.string(), events: count })),
  /** Credits that changed hands between pilots and ports in the last 30 UTC days. */
  tradeVolume30d: count,
  /** All credits that the treasury ever received. */
  totalRevenue: count,
  /** Credits on which tax was due in the last 30 UTC days: what pilots' sales brought before it. */
  taxedSales30d: count,
  /** The latest day with a patrol payment. */
  patrolDay: paidDay.nullable(),
})
export type GalaxyStats = z.infer<typeof stats>

const boardLine = z.object({
  commodity: z.enum(COMMODITIES),
  role: z.enum(MARKET_ROLES),
  stock: count,
  capacity: count,
  /** What an order of any size is priced by (domain/economy/price-curve). */
  basePrice: count,
  levelBp: count,
  spreadBp: count,
  perDay: z.int(),
  offer: z
    .object({
      lot: z.int(),
      price: z.int(),
      spread: z.int(),
      tariff: z.int(),
      tax: z.int(),
      net: z.int(),
    })
    .nullable(),
})

export const port = z.object({
  id: z.int(),
  name: z.string(),
  portClass: z.string(),
  sells: z.array(z.enum(COMMODITIES)),
  buys: z.array(z.enum(COMMODITIES)),
  /** Prices for the pilot who asks, one line per commodity. */
  board: z.array(boardLine),
})
export type SectorPort = z.infer<typeof port>

export const marketInSight = z.object({
  sectorId: z.int(),
  sectorName: z.string(),
  /** Turns of way from where the ship is; 0 here. */
  turns: count,
  port,
})

const warp = z.object({
  sectorId: z.int(),
  name: z.string(),
  area: z.string().nullable(),
  kind: z.enum(WARP_KINDS),
  turns: z.int(),
  /** There is no warp back. */
  oneWay: z.boolean(),
  hasPort: z.boolean(),
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
  /** Ids of sectors with a port. */
  portSectors: z.array(z.int()),
  warps: z.array(z.int()),
})
/**
 * A galaxy's map in columns, small enough to be sent whole: entry `i` of each list is one sector. Warps are flat triples
 * `from, to, flag`, one per connection; flag 1 marks a one-way warp.
 */
export type CompactMap = z.infer<typeof compactMap>

const treasuryPage = z.object({
  balance: count,
  income30d: count,
  spending30d: count,
  entries: cursorPageOf(
    z.object({
      id: z.int(),
      at: z.iso.datetime(),
      /** Positive where credits came in. */
      amount: z.int(),
      reason: z.enum(TRANSFER_REASONS),
      /** The player who paid or received it; null when no player did. */
      userId: userId.nullable(),
    }),
  ),
})
export type TreasuryPage = z.infer<typeof treasuryPage>

/** Messages for the platform, which applies them at once; any that get lost it fetches with `pullMessages`. */
const messages = z.array(sentMessage)

/**
 * The API of a galaxy. Platform code does not access a galaxy's database in any other way. What only the platform knows (who
 * is where, what treaties and the Council mean for a pilot) is passed in.
 */
export const GALAXY_CALLS = {
  /** Places a newcomer with ship and credits in the galaxy. Null if the pilot has left it and is travelling. */
  enter: call(z.object(traveller), z.object({ sectorId: z.int().nullable(), messages })),
  /** Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns`. */
  movePilot: call(
    z.object({ ...pilot, toSector: z.int() }),
    z.object({ sectorId: z.int(), turnsSpent: z.int(), turnsLeft: z.int(), messages }),
    { retryable: false },
  ),
  /** A pilot’s sector with what is in it; lands a newcomer first. @throws NOT_FOUND. */
  getSector: call(
    z.object({
      ...traveller,
      ...marketTerms,
      pilotsPage: z.int().min(1),
      /** Where to plan a route to, with the fewest turns on the map of this version. */
      routeTo: z.object({ sectorId: z.int(), version: z.int() }).nullable(),
    }),
    sectorOutput,
  ),
  /** The whole map. `version` is the platform's; a process reads the map once per version. */
  getMap: call(z.object({ version: z.int() }), compactMap, { deadlineMs: LONG_DEADLINE_MS }),
  /** What an order would cost or bring now. @throws CONFLICT `not-present`, `not-here`, `no-such-role`, `not-enough-stock`. */
  quoteTrade: call(z.object({ ...pilot, ...marketTerms, ...wishInput.shape }), tradeQuote),
  /** The ports whose prices the pilot's ship sees from where it is, nearest first. @throws CONFLICT `not-present`. */
  listMarkets: call(
    z.object({ ...pilot, ...marketTerms, version: z.int() }),
    z.object({ markets: z.array(marketInSight) }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Fills an order whole or not at all, once per `orderId`. @throws CONFLICT with the reason. */
  fillOrder: call(z.object({ ...pilot, ...marketTerms, ...orderInput.shape }), tradeOutcome),
  /** What pilots traded at a market in the last days, today included; days without trade are left out. @throws CONFLICT, NOT_FOUND. */
  getMarketHistory: call(z.object({ ...pilot, ...historyInput.shape }), marketHistory),
  getStats: call(nothing, stats, { deadlineMs: LONG_DEADLINE_MS }),
  /** Credits of a player here. */
  getPurse: call(z.object({ userId }), z.object({ credits: count })),
  /** The treasury and a page of its postings, newest first. */
  getTreasuryLedger: call(cursorInput, treasuryPage, { deadlineMs: LONG_DEADLINE_MS }),
  /** Moves credits from a purse to the treasury, once per `transferId`. */
  giveToTreasury: call(
    z.object({ transferId: z.uuid(), userId, amount: z.int().min(1) }),
    z.discriminatedUnion('given', [
      z.object({ given: z.literal(true), purse: count, messages }),
      /** Nothing was given: `allowance` is what the pilot may give at most, by what they sold here. */
      z.object({ given: z.literal(false), purse: count, allowance: count }),
    ]),
  ),
  /** Pays for today’s patrols at the highest level that the treasury can afford, once a day. */
  payPatrols: call(z.object({ regionId: z.uuid(), ordered: z.int().min(0) }), z.object({ messages })),
  /** Fixes what holds in the economy today and makes tomorrow's, in a region under its law. */
  openDay: call(z.object({ regionId: z.uuid().nullable() }), nothing),
  /** Replaces the copy of the region's settings unless the copy is newer. */
  syncSettings: call(
    z.object({ regionId: z.uuid(), version: z.int(), settings: z.record(z.string(), z.unknown()) }),
    z.object({ messages }),
  ),
  /**
   * Rolls up past days, creates partitions for the months ahead and drops months older than this. Not retried: the next sweep
   * calls again.
   */
  maintainLogs: call(
    z.object({ eventDays: z.int().min(1), postingDays: z.int().min(1) }),
    z.object({ rolledUpUntil: z.iso.datetime() }),
    { retryable: false, deadlineMs: LOGS_DEADLINE_MS },
  ),
  /** All districts of the Nexus with their statistics, read once per version. */
  listDistricts: call(z.object({ version: z.int() }), z.array(district), { deadlineMs: LONG_DEADLINE_MS }),
  /** One district with samples of its sectors, ports and planets; null if there is no such district. */
  getDistrict: call(z.object({ districtType: z.enum(DISTRICT_TYPES) }), districtDetail.nullable(), {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  /** Current statistics of the Nexus. */
  getNexusStats: call(
    nothing,
    z.object({ districts: z.array(district), gates: count, activePlayers: count, dailyTraffic: count }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Succeeds when the galaxy's database answers. */
  ping: call(nothing, nothing),
  /** The oldest unacknowledged messages. */
  pullMessages: call(z.object({ limit: z.int().min(1).max(500) }), z.object({ messages })),
  acknowledgeMessages: call(z.object({ ids: z.array(z.uuid()).max(500) }), nothing),
} as const

export type GalaxyCall = keyof typeof GALAXY_CALLS
export type CallInput<Name extends GalaxyCall> = z.output<(typeof GALAXY_CALLS)[Name]['input']>
export type CallOutput<Name extends GalaxyCall> = z.output<(typeof GALAXY_CALLS)[Name]['output']>

/** A galaxy, wherever it is served. Every call may throw UNAVAILABLE. */
export type GalaxyApi = {
  [Name in GalaxyCall]: (input: CallInput<Name>) => Promise<CallOutput<Name>>
}

/** A `GalaxyApi` that passes every call to `call`. */
export const createGalaxyApi = (
  call: <Name extends GalaxyCall>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>,
): GalaxyApi =>
  tableOf(keysOf(GALAXY_CALLS), (name) => (input: CallInput<typeof name>) => call(name, input)) as GalaxyApi
