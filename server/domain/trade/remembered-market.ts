import { type Commodity } from '../economy/commodities.ts'
import { settleMarket } from '../economy/settle-market.ts'
import { type EconomyDay } from '../economy/economy-day.ts'
import { type StoredMarket } from '../economy/market-on-day.ts'

/** How many ports of a galaxy a pilot remembers, and for how many days: what is older says nothing of a price. */
export const REMEMBERED_PORTS = 200
export const REMEMBERED_DAYS = 10

/** A market's stock as it was stored when a pilot last saw it. */
export type RememberedMarket = {
  commodity: Commodity
  stock: number
  stockRemainder: number
  /** When it had been settled, milliseconds since 1970. */
  stockAtMs: number
}

/** The market as it stood when it was seen. `stored` is the row now, of which only what never moves is taken. */
export const marketAsSeen = (
  stored: StoredMarket,
  { stock, stockRemainder, stockAtMs }: RememberedMarket,
  days: readonly EconomyDay[],
  seenAt: Date,
) => settleMarket({ ...stored, stock, stockRemainder, stockAt: new Date(stockAtMs) }, days, seenAt)
