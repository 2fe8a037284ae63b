import { z } from 'zod'
import { COMMODITIES } from '../domain/economy/commodities.ts'
import { TRANSFER_REASONS } from '../domain/economy/ledger.ts'
import { MARKET_ROLES } from '../domain/economy/market-roles.ts'
import { DISTRICT_TYPES } from '../domain/galaxy/district-types.ts'
import { sentMessage } from '../domain/galaxy/galaxy-messages.ts'
import { WARP_KINDS, ZONES } from '../domain/galaxy/galaxy-plan.ts'
import { keysOf, tableOf } from '../domain/keys-of.ts'
import { cursorInput, cursorPageOf, pageOf } from '../domain/paging.ts'
import { PVP_RULES } from '../domain/regions/settings.ts'

/** One thing that the platform may ask of a galaxy. A `repeatable` one may be sent again when no answer came. */
type Call<Input extends z.ZodType, Output extends z.ZodType> = {
  input: Input
  output: Output
  repeatable: boolean
  deadlineMs: number
}

const DEADLINE_MS = 5_000
/** Maps of the Nexus and figures over whole logs take longer. */
const LONG_DEADLINE_MS = 15_000
/** Months of a log may have to move. */
const LOGS_DEADLINE_MS = 300_000

const call = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  { repeatable = true, deadlineMs = DEADLINE_MS }: { repeatable?: boolean; deadlineMs?: number } = {},
): Call<Input, Output> => ({ input, output, repeatable, deadlineMs })

const nothing = z.object({})
const userId = z.uuid()
const count = z.int().min(0)

/** A pilot as the platform knows them; one who has left since has a lower fencing version here. */
const pilot = { userId, fencingVersion: z.int() }

/** A pilot, and what a newcomer lands with; `landing` is null for who has landed before. */
const traveller = {
  ...pilot,
  landing: z
    .object({
      callsign: z.string(),
      /** A sector, or null for the Nexus' own place. */
      arrivalSector: z.int().nullable(),
      /** What the law promises a newcomer, credits. */
      startingCredits: count,
    })
    .nullable(),
}
export type Traveller = z.infer<z.ZodObject<typeof traveller>>
export type PilotRef = z.infer<z.ZodObject<typeof pilot>>

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
/** A district on the wire (DESIGN.md §4). Levels are averages with one decimal, 1–10. */
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
export type PaidDay = z.infer<typeof paidDay>

/** Patrol levels of a region: what its law orders, and what flies because the treasury paid for it. */
const patrols = z.object({ ordered: z.int(), onDuty: z.int() })
export type Patrols = z.infer<typeof patrols>

const figures = z.object({
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
  /** Credits that ever came into the treasury. */
  totalRevenue: count,
  /** The latest day whose patrols were booked. */
  patrolDay: paidDay.nullable(),
})
export type GalaxyFigures = z.infer<typeof figures>

const boardLine = z.object({
  commodity: z.enum(COMMODITIES),
  role: z.enum(MARKET_ROLES),
  stock: z.int(),
  capacity: z.int(),
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

const port = z.object({
  id: z.int(),
  name: z.string(),
  portClass: z.string(),
  sells: z.array(z.enum(COMMODITIES)),
  buys: z.array(z.enum(COMMODITIES)),
  /** What its goods cost and bring the reader, by commodity. */
  board: z.array(boardLine),
})
export type PortHere = z.infer<typeof port>

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

const surroundings = z.object({
  sector: z.object({
    id: z.int(),
    name: z.string(),
    /** District of the Nexus or zone of a region. */
    area: z.string().nullable(),
    zone: z.enum(ZONES).nullable(),
    /** With the patrols that fly here, 0–10. */
    security: z.int(),
    securityWithoutPatrols: z.int(),
    /** Null in the Nexus, which has none. */
    patrols: patrols.nullable(),
    development: z.int(),
    traffic: z.int(),
  }),
  /** What the region's law says of combat; null in the Nexus. */
  pvpRule: z.enum(PVP_RULES).nullable(),
  warps: z.array(warp),
  ports: z.array(port),
  /** Withheld from what one sells here: what the law says, and what the reader pays, as fractions. */
  tax: z.object({ lawRate: z.number(), rate: z.number() }),
  planets: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      planetClass: z.string(),
      population: z.int(),
      habitability: z.int(),
    }),
  ),
  /** Callsigns of others who are here. */
  pilots: pageOf(z.string()),
  ship: z
    .object({ name: z.string(), shipClass: z.string(), cargoCapacity: z.int(), cargoUsed: z.int() })
    .nullable(),
  /** Thousandths of a turn at `asOf` by the game's clock; more come in continuously (domain/galaxy/turns). */
  turns: z.object({
    milliturns: z.int(),
    storedAt: z.iso.datetime(),
    asOf: z.iso.datetime(),
    maxMilliturns: z.int(),
  }),
})
export type Surroundings = z.infer<typeof surroundings>

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
 * `from, to, flag`, one for each connection; flag 1 means that one can only go from `from` to `to`.
 */
export type CompactMap = z.infer<typeof compactMap>

const routePlan = z.object({
  from: z.int(),
  to: z.int(),
  legs: z.array(z.object({ sectorId: z.int(), name: z.string(), kind: z.string(), turns: z.int() })),
  /** Turns for the whole way. */
  turns: z.int(),
})
export type RoutePlan = z.infer<typeof routePlan>

const bookedPage = z.object({
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
      /** Whose purse it was; null for what no player paid or received. */
      userId: userId.nullable(),
    }),
  ),
})
export type BookedPage = z.infer<typeof bookedPage>

/** Messages that the platform applies at once; what it does not get this way it gets by `pullMessages`. */
const messages = z.array(sentMessage)

/**
 * What the platform may ask of a galaxy. Nothing else above may write SQL to one. All that only the platform knows (who is
 * where, what treaties and the Council mean for somebody) comes in as plain terms.
 */
export const GALAXY_CALLS = {
  /** Puts a newcomer with ship and credits into the galaxy; done again it changes nothing. Null for who is on the way elsewhere. */
  enter: call(z.object(traveller), z.object({ sectorId: z.int().nullable(), messages })),
  /** Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns`. */
  move: call(
    z.object({ ...pilot, toSector: z.int() }),
    z.object({ sectorId: z.int(), turnsSpent: z.int(), turnsLeft: z.int(), messages }),
    { repeatable: false },
  ),
  /** Where a pilot is and what is there; lands a newcomer first. @throws NOT_FOUND. */
  sector: call(
    z.object({
      ...traveller,
      /** Whose law counts; null in the Nexus. */
      regionId: z.uuid().nullable(),
      pilotsPage: z.int().min(1),
      /** Share of the tax that treaties forgive the pilot, basis points. */
      reliefBp: z.int().min(0).max(10_000),
      /** In the Nexus, where no region's law is; basis points. */
      nexusTaxBp: z.int().nullable(),
    }),
    surroundings,
  ),
  /** The whole map; `version` is the platform's, and a galaxy reads its map once a version. */
  map: call(z.object({ version: z.int() }), compactMap, { deadlineMs: LONG_DEADLINE_MS }),
  /** The way with the fewest warps from where a pilot is. @throws CONFLICT `not-present`, NOT_FOUND for no such sector. */
  route: call(z.object({ ...pilot, toSector: z.int(), version: z.int() }), routePlan, {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  figures: call(nothing, figures, { deadlineMs: LONG_DEADLINE_MS }),
  /** Credits that somebody holds here. */
  purse: call(z.object({ userId }), z.object({ credits: count })),
  /** The treasury and a page of its postings, newest first. */
  treasuryBook: call(cursorInput, bookedPage, { deadlineMs: LONG_DEADLINE_MS }),
  /** Moves credits from a purse to the treasury, once a `transferId`. */
  gift: call(
    z.object({ transferId: z.uuid(), userId, amount: z.int().min(1) }),
    z.discriminatedUnion('given', [
      z.object({ given: z.literal(true), purse: count, messages }),
      z.object({ given: z.literal(false), purse: count }),
    ]),
  ),
  /** Pays for the patrols of today as far as the treasury goes, once a day. */
  payPatrols: call(z.object({ regionId: z.uuid(), ordered: z.int().min(0) }), z.object({ messages })),
  /** Replaces the copy of the region's settings unless it is newer. */
  syncSettings: call(
    z.object({ regionId: z.uuid(), version: z.int(), settings: z.record(z.string(), z.unknown()) }),
    z.object({ messages }),
  ),
  /**
   * Rolls up the days that are over, makes the partitions of the months ahead and drops months older than this. Not sent twice: the
   * next sweep asks again.
   */
  keepLogs: call(
    z.object({ eventDays: z.int().min(1), postingDays: z.int().min(1) }),
    z.object({ rolledUpUntil: z.iso.datetime() }),
    { repeatable: false, deadlineMs: LOGS_DEADLINE_MS },
  ),
  /** All districts of the Nexus with their figures, read once a version. */
  districts: call(z.object({ version: z.int() }), z.array(district), { deadlineMs: LONG_DEADLINE_MS }),
  /** One district with samples of what is there; null where there is none. */
  district: call(z.object({ districtType: z.enum(DISTRICT_TYPES) }), districtDetail.nullable(), {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  /** The Nexus in figures, as it stands now. */
  nexusFigures: call(
    nothing,
    z.object({ districts: z.array(district), gates: count, activePlayers: count, dailyTraffic: count }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Answers when the galaxy's database does. */
  ping: call(nothing, nothing),
  /** The oldest messages that were not acknowledged. */
  pullMessages: call(z.object({ limit: z.int().min(1).max(500) }), z.object({ messages })),
  acknowledge: call(z.object({ ids: z.array(z.uuid()).max(500) }), nothing),
} as const

export type GalaxyCall = keyof typeof GALAXY_CALLS
export type CallInput<Name extends GalaxyCall> = z.output<(typeof GALAXY_CALLS)[Name]['input']>
export type CallOutput<Name extends GalaxyCall> = z.output<(typeof GALAXY_CALLS)[Name]['output']>

/** A galaxy, wherever it is served. Every call may throw UNAVAILABLE. */
export type GalaxyApi = {
  [Name in GalaxyCall]: (input: CallInput<Name>) => Promise<CallOutput<Name>>
}

/** A galaxy whose calls are all made by `call`. */
export const galaxyApiBy = (
  call: <Name extends GalaxyCall>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>,
): GalaxyApi =>
  tableOf(keysOf(GALAXY_CALLS), (name) => (input: CallInput<typeof name>) => call(name, input)) as GalaxyApi
