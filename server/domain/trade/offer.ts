import { economyOn, type EconomyDay } from '../economy/economy-day.ts'
import { pricedMarket, type StoredMarket } from '../economy/market-on-day.ts'
import { type PriceRefusalReason } from '../economy/price-curve.ts'
import { quote, type Quote, type TradeRates } from '../economy/quote.ts'
import { settleMarket, type Movement } from '../economy/settle-market.ts'
import { type Commodity } from '../economy/commodities.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { dockingCharge, type DockingCharge, type Stay } from '../ships/docking.ts'
import { type Ship } from '../ships/ship.ts'
import { utcDay } from '../utc-day.ts'

/** What a pilot wants to buy from a port or sell to it, whole units from 1. */
export type TradeWish = { side: Quote['side']; commodity: Commodity; quantity: number }

/** What prices follow where the port is. */
export type TradeLaw = {
  /** What this pilot owes (`tradeRatesFor`). */
  rates: TradeRates
  /** The galaxy's days, in any order. */
  days: readonly EconomyDay[]
}

/** What a trade would be: what is quoted is what is charged as long as nobody else trades and the law stays. */
export type Offer<Market extends StoredMarket = StoredMarket> = {
  quote: Quote
  docking: DockingCharge
  /** The market now, before the trade, and what it made and used since it was last settled. */
  market: Market & Movement
}

export type OfferRefusal = 'no-such-role' | PriceRefusalReason

/**
 * What a market offers a pilot now, itemised. `market` is that of the good at the port, null if it has none; a port
 * either sells a good or buys it. Writes nothing and asks for neither purse, hold nor turns.
 */
export function offerOf<Market extends StoredMarket>(
  market: Market | null,
  { ship, stay }: { ship: Ship; stay: Stay },
  { side, commodity, quantity }: TradeWish,
  { rates, days }: TradeLaw,
  now: Date,
): Verdict<Offer<Market>, OfferRefusal> {
  if (market?.commodity !== commodity || market.role !== (side === 'buy' ? 'sells' : 'buys'))
    return refuse('no-such-role', `This port does not ${side === 'buy' ? 'sell' : 'buy'} ${commodity}.`)
  const settled = settleMarket(market, days, now)
  const priced = pricedMarket(settled, economyOn(days, utcDay(now)))
  const quoted = quote({ side, market: priced, quantity, ...rates })
  if (!quoted.ok) return quoted
  return allow({ quote: quoted.value, docking: dockingCharge(ship, stay), market: settled })
}
