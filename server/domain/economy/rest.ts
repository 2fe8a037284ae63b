import { type Commodity } from './commodities.ts'
import { type EconomyDay } from './economy-day.ts'
import { type MarketRole } from './market-roles.ts'
import { tideBp } from './tide.ts'

/** Shares of the capacity between which a new market's rest is drawn, basis points (ECONOMY.md §1.4). */
export const DRAWN_REST_BP: Readonly<Record<MarketRole, { min: number; max: number }>> = {
  sells: { min: 6_500, max: 8_500 },
  buys: { min: 1_500, max: 3_500 },
}

/** What laws may make of a maker's rest. */
const MAKER_REST_BP = { min: 5_000, max: 9_200 } as const
/** No market rests empty or full. */
export const FINAL_REST_BP = { min: 200, max: 9_800 } as const

/** Goods of which users want more during a festival, and by how much of the capacity (ECONOMY.md §6). */
const FESTIVE: readonly Commodity[] = ['luxury', 'food']
const FESTIVAL_REST_BP = -1_000

export type RestingMarket = { portId: number; commodity: Commodity; role: MarketRole; restBp: number }

/**
 * The share of its capacity to which a market's stock moves on a day, basis points 200–9,800: the drawn rest, shifted for
 * makers by the good's output, then by the tide, a festival and shocks. `day` counts UTC days since 1970.
 */
export function restBpOn(market: RestingMarket, economy: EconomyDay, day: number): number {
  const shift =
    tideBp(market.portId, market.commodity, day) + festivalBp(market, economy) + shockBp(market, economy)
  return clamp(underLaw(market, economy) + shift, FINAL_REST_BP)
}

function underLaw({ role, commodity, restBp }: RestingMarket, { outputFactors }: EconomyDay): number {
  if (role === 'buys') return restBp
  return clamp(restBp + Math.trunc((outputFactors[commodity] - 10_000) / 10), MAKER_REST_BP)
}

const festivalBp = ({ role, commodity }: RestingMarket, { festival }: EconomyDay): number =>
  festival && role === 'buys' && FESTIVE.includes(commodity) ? FESTIVAL_REST_BP : 0

const shockBp = ({ portId, commodity }: RestingMarket, { shocks }: EconomyDay): number =>
  shocks
    .filter((shock) => shock.portId === portId && shock.commodity === commodity)
    .reduce((sum, { restBp }) => sum + restBp, 0)

const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(max, Math.max(min, value))

/** Units at rest; a new market opens with them. */
export const restStock = (capacity: number, restBp: number): number =>
  Math.floor((capacity * restBp) / 10_000)
