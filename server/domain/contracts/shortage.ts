import { z } from 'zod'
import { type Commodity } from '../economy/commodities.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { hasRank, RANK_NAMES, type Rank } from '../ships/ranks.ts'

/** Sizes of contracts in units, and the rank that opens each (ECONOMY.md §6, 7). */
export const CONTRACT_SIZES = [30, 90, 240] as const
const SIZE_RANK: Readonly<Record<number, Rank>> = { 30: 'cadet', 90: 'trader', 240: 'merchant' }

const HOUR_MS = 3_600_000
/** A market that got goods within this time is not short. */
export const QUIET_MS = 48 * HOUR_MS
const DUE_MS = 48 * HOUR_MS
const PREMIUM_BP = 2_500n
/** Shortage contracts that a pilot can have at a time, and take on one UTC day. */
export const MOST_SHORTAGES = { open: 3, aDay: 5 } as const
const PORTS_PER_CONTRACT = 12
const FEWEST_CONTRACTS = 3
const LEAST_BUDGET = 2_000n

/** The premium on top of the market's price, whole credits: a quarter of the base price at its level. */
export const premiumFor = (basePrice: number, levelBp: number, units: number): bigint =>
  (BigInt(basePrice) * BigInt(levelBp) * BigInt(units) * PREMIUM_BP) / 100_000_000n

/** What `source:contract_premium` may promise in a day: 2% of yesterday's sales in the galaxy, at least 2,000 credits. */
export const premiumBudget = (salesYesterday: bigint): bigint => {
  const share = salesYesterday / 50n
  return share > LEAST_BUDGET ? share : LEAST_BUDGET
}

/** A user market as settled now. */
export type ShortMarket = {
  portId: number
  commodity: Commodity
  basePrice: number
  levelBp: number
  capacity: number
  stock: number
  /** When goods were last sold to it; null if never. */
  deliveredAt: Date | null
  /** A contract for it is open. */
  hasContract: boolean
}

export type Shortage = {
  portId: number
  commodity: Commodity
  units: number
  premium: bigint
  dueAt: Date
}

/**
 * The shortage contracts of a day (ECONOMY.md §6): the emptiest user markets of a galaxy, at most a quarter full and
 * without a delivery for 48 hours; sizes by turn. One that the budget cannot pay is made smaller, or left out.
 */
export function postShortages(
  markets: readonly ShortMarket[],
  ports: number,
  budget: bigint,
  now: Date,
): Shortage[] {
  const dueAt = new Date(now.getTime() + DUE_MS)
  const count = Math.max(FEWEST_CONTRACTS, Math.floor(ports / PORTS_PER_CONTRACT))
  const posted: Shortage[] = []
  let left = budget
  for (const [turn, market] of markets
    .filter((one) => isShort(one, now))
    .sort(byFill)
    .slice(0, count)
    .entries()) {
    const { portId, commodity, basePrice, levelBp } = market
    const sizes = CONTRACT_SIZES.slice(0, (turn % CONTRACT_SIZES.length) + 1)
    const units = sizes.findLast((size) => premiumFor(basePrice, levelBp, size) <= left)
    if (units === undefined) continue
    const premium = premiumFor(basePrice, levelBp, units)
    left -= premium
    posted.push({ portId, commodity, units, premium, dueAt })
  }
  return posted
}

const isShort = ({ stock, capacity, deliveredAt, hasContract }: ShortMarket, now: Date): boolean =>
  !hasContract &&
  stock * 4 <= capacity &&
  (deliveredAt === null || now.getTime() - deliveredAt.getTime() >= QUIET_MS)

const byFill = (a: ShortMarket, b: ShortMarket): number =>
  a.stock * b.capacity - b.stock * a.capacity ||
  a.portId - b.portId ||
  (a.commodity < b.commodity ? -1 : Number(a.commodity > b.commodity))

/** A contract that a pilot has taken in a galaxy and left behind there; until it is due it is one of the {@link MOST_SHORTAGES}. */
export const contractElsewhere = z.strictObject({ galaxyId: z.uuid(), dueAt: z.iso.datetime() })
export type ContractElsewhere = z.infer<typeof contractElsewhere>

/** Of the contracts that wait elsewhere those that are not over. */
export const stillDue = (elsewhere: readonly ContractElsewhere[], now: Date): ContractElsewhere[] =>
  elsewhere.filter(({ dueAt }) => Date.parse(dueAt) > now.getTime())

/** A pilot's contracts: those open in all galaxies, and those taken since midnight UTC. */
export type ContractCounts = { open: number; takenToday: number }

export type TakeRefusal = 'too-late' | 'rank-too-low' | 'too-many-open' | 'too-many-today'

/** The rank that opens a contract of so many units. */
export const rankForUnits = (units: number): Rank => SIZE_RANK[units] ?? 'cadet'

/** Decides whether a pilot may take a shortage contract. */
export function decideTake(
  { units, dueAt }: Pick<Shortage, 'units' | 'dueAt'>,
  pilot: ContractCounts & { rank: Rank },
  now: Date,
): Verdict<undefined, TakeRefusal> {
  const needed = rankForUnits(units)
  if (now.getTime() >= dueAt.getTime()) return refuse('too-late', 'This contract is over.')
  if (!hasRank(pilot.rank, needed))
    return refuse('rank-too-low', `Contracts of ${units} units need the rank of ${RANK_NAMES[needed]}.`)
  if (pilot.open >= MOST_SHORTAGES.open)
    return refuse(
      'too-many-open',
      `You can have ${MOST_SHORTAGES.open} contracts at a time, those in other galaxies included. Fill one or give one back.`,
    )
  if (pilot.takenToday >= MOST_SHORTAGES.aDay)
    return refuse('too-many-today', `You can take ${MOST_SHORTAGES.aDay} contracts a day.`)
  return allow(undefined)
}

/** What a sale at the port of a contract adds to it. */
export type Delivery = { delivered: number; isFulfilled: boolean; premium: bigint }

/**
 * What selling units at the contract's market does for it: they are counted until it is full, and with the last unit the
 * premium is paid. A late delivery counts for nothing: it got the market's price. `delivered` is what was counted before.
 */
export function deliver(
  { units, premium, dueAt }: Pick<Shortage, 'units' | 'premium' | 'dueAt'>,
  delivered: number,
  sold: number,
  now: Date,
): Delivery {
  if (now.getTime() > dueAt.getTime()) return { delivered, isFulfilled: false, premium: 0n }
  const counted = Math.min(units, delivered + sold)
  const isFulfilled = counted === units && delivered < units
  return { delivered: counted, isFulfilled, premium: isFulfilled ? premium : 0n }
}

/** Who pays a premium: in the Nexus the Council's treasury as far as it goes, the source the rest. */
export function premiumPayers(
  premium: bigint,
  councilTreasury: bigint | null,
): { fromTreasury: bigint; fromSource: bigint } {
  const has = councilTreasury ?? 0n
  const fromTreasury = has < premium ? has : premium
  return { fromTreasury, fromSource: premium - fromTreasury }
}
