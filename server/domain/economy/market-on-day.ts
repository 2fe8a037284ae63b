import { type Commodity } from './commodities.ts'
import { type EconomyDay } from './economy-day.ts'
import { type MarketRole } from './market-roles.ts'
import { type PortMarket } from './price-curve.ts'

/** Half spread around the mid price, basis points. The same everywhere: no law sets it (ECONOMY.md §1.1). */
export const PORT_SPREAD_BP = 500

/** A market of a port as stored. */
export type StoredMarket = {
  portId: number
  commodity: Commodity
  role: MarketRole
  /** Credits for one unit at a half-full stock. */
  basePrice: number
  /** Units without works, at least 1. */
  capacity: number
  /** Units a day at even output and tempo: positive where the port makes it, negative where it uses it. */
  productionPerDay: number
  /** Basis points of the capacity. */
  restBp: number
  /** Units at `stockAt`; users may hold more than their capacity. */
  stock: number
  /** Part of a unit that was moved by `stockAt`, in units × milliseconds ÷ days: 0–86,399,999. */
  stockRemainder: number
  stockAt: Date
}

/** A port without works has a size of ten tenths; each level of works adds one (ECONOMY.md §6). */
const sizeTenths = (portId: number, { works }: EconomyDay): number => 10 + (works[portId] ?? 0)

/** Units that the market holds on a day. */
export const capacityOn = (
  { portId, capacity }: Pick<StoredMarket, 'portId' | 'capacity'>,
  economy: EconomyDay,
): number => Math.floor((capacity * sizeTenths(portId, economy)) / 10)

/**
 * Units a day by which the stock moves, whatever the direction (ECONOMY.md §1.4): makers by the good's output, all by the
 * galaxy's tempo, rounded down once.
 */
export function ratePerDayOn(
  market: Pick<StoredMarket, 'portId' | 'commodity' | 'role' | 'productionPerDay'>,
  economy: EconomyDay,
): number {
  const size = Math.abs(market.productionPerDay) * sizeTenths(market.portId, economy)
  const factorBp = market.role === 'sells' ? economy.outputFactors[market.commodity] : 10_000
  return Math.floor((size * factorBp * economy.tempoBp) / 1_000_000_000)
}

/** What an order is priced by. */
export const pricedMarket = (
  market: Pick<StoredMarket, 'portId' | 'commodity' | 'basePrice' | 'capacity' | 'stock'>,
  economy: EconomyDay,
): PortMarket => ({
  basePrice: market.basePrice,
  levelBp: economy.priceLevels[market.commodity],
  stock: market.stock,
  capacity: capacityOn(market, economy),
  spreadBp: PORT_SPREAD_BP,
})
