import { DAY_MS, utcDay } from '../utc-day.ts'
import { economyOn, type EconomyDay } from './economy-day.ts'
import { capacityOn, ratePerDayOn, type StoredMarket } from './market-on-day.ts'
import { restBpOn, restStock } from './rest.ts'

/** Older movement is left out: a stock is at rest long before (ECONOMY.md §1.4). */
const MEMORY_DAYS = 10

/** What a port made and used since the last settlement, units. The ledger posts both with the trade that settles. */
export type Movement = { produced: number; consumed: number }

/** A stock on its way: units, and the part of a unit in units × milliseconds ÷ days. */
export type Stock = { stock: number; stockRemainder: number }

/**
 * The stock after `ms` milliseconds at a constant rest and rate: as many whole units towards the rest as `ratePerDay`
 * moved, the rest of the division kept (ECONOMY.md §1.4, golden 8). So nothing is lost however often one settles.
 */
export function moveStock(
  { stock, stockRemainder }: Stock,
  rest: number,
  ratePerDay: number,
  ms: number,
): Stock {
  const moved = ratePerDay * ms + stockRemainder
  const units = Math.min(Math.floor(moved / DAY_MS), Math.abs(rest - stock))
  const settled = stock < rest ? stock + units : stock - units
  return { stock: settled, stockRemainder: settled === rest ? 0 : moved % DAY_MS }
}

/**
 * A market at `now`. Time is cut at UTC midnights, for what holds on a day holds all day; of more than ten days the last
 * ten count. `days` are the galaxy's rows in any order; a missing one repeats the last known. Any schedule of settlements
 * gives the same stock as one. A clock that went backwards changes nothing.
 */
export function settleMarket<Market extends StoredMarket>(
  market: Market,
  days: readonly EconomyDay[],
  now: Date,
): Market & Movement {
  const end = now.getTime()
  if (end <= market.stockAt.getTime()) return { ...market, produced: 0, consumed: 0 }
  let from = Math.max(market.stockAt.getTime(), end - MEMORY_DAYS * DAY_MS)
  let held: Stock = market
  const movement: Movement = { produced: 0, consumed: 0 }
  while (from < end) {
    const day = utcDay(new Date(from))
    const until = Math.min(end, (day + 1) * DAY_MS)
    const next = moveOnDay(market, held, economyOn(days, day), day, until - from)
    if (next.stock > held.stock) movement.produced += next.stock - held.stock
    else movement.consumed += held.stock - next.stock
    held = next
    from = until
  }
  return { ...market, stock: held.stock, stockRemainder: held.stockRemainder, stockAt: now, ...movement }
}

function moveOnDay(market: StoredMarket, held: Stock, economy: EconomyDay, day: number, ms: number): Stock {
  const rest = restStock(capacityOn(market, economy), restBpOn(market, economy, day))
  return moveStock(held, rest, ratePerDayOn(market, economy), ms)
}
