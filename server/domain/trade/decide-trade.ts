import { type StoredMarket } from '../economy/market-on-day.ts'
import { type Quote } from '../economy/quote.ts'
import { type TurnAccount } from '../galaxy/turns.ts'
import { allow, refuse, type Refusal } from '../refusal.ts'
import { freeHolds, type Cargo, type Hold } from '../ships/cargo.ts'
import { dock, type Docking, type DockingCharge, type Stay } from '../ships/docking.ts'
import { shipFigures, type Ship } from '../ships/ship.ts'
import { offerOf, type Offer, type OfferRefusal, type TradeLaw, type TradeWish } from './offer.ts'
import {
  purseAfter,
  refuseCargo,
  refusePurse,
  type CargoRefusalReason,
  type Means,
  type PurseRefusalReason,
} from './order-limits.ts'

/** A pilot in the sector of the port. */
export type Trader = {
  ship: Ship
  hold: Hold
  /** Credits. */
  purse: bigint
  stay: Stay
  turns: TurnAccount
}

/**
 * `worstNet` is the worst `net` of the quote that the pilot accepts: the most to pay or the least to get, without the
 * berth. The order is filled at a better price, never at a worse one.
 */
export type TradeOrder = TradeWish & { worstNet: bigint }

/** Everything that a filled order changes. */
export type TradeReceipt<Market extends StoredMarket = StoredMarket> = {
  quote: Quote
  docking: Docking
  /** The market after the trade, and what it made and used before it. */
  market: Offer<Market>['market']
  cargo: Cargo
  purse: bigint
}

export type TradeRefusalReason = OfferRefusal | CargoRefusalReason | 'not-enough-turns' | PurseRefusalReason

export type TradeRefusal =
  Refusal<TradeRefusalReason> | (Refusal<'price-moved'> & { /** The quote now. */ quote: Quote })

type TradeVerdict<Market extends StoredMarket> = { ok: true; value: TradeReceipt<Market> } | TradeRefusal

/**
 * Decides an order at a port (ECONOMY.md §1, 2): fills it whole or refuses it. `market` is that of the good, as stored
 * and locked, null if the port has none. A trade that begins a stay docks the ship; its berth may be paid from the
 * proceeds.
 */
export function decideTrade<Market extends StoredMarket>(
  market: Market | null,
  trader: Trader,
  order: TradeOrder,
  law: TradeLaw,
  now: Date,
): TradeVerdict<Market> {
  const offer = offerOf(market, trader, order, law, now)
  if (!offer.ok) return offer
  const { quote } = offer.value
  const means = meansOf(trader, order, offer.value.docking)
  const unfit = refuseCargo(means, order)
  if (unfit) return unfit
  if (isWorse(quote, order.worstNet))
    return { ...refuse('price-moved', `The price is now ${quote.net} credits.`), quote }
  const docking = dock(trader.ship, trader.stay, trader.turns, now)
  if (!docking.ok) return docking
  const short = refusePurse(means, quote)
  if (short) return short
  return allow(receiptFor(trader, offer.value, docking.value, purseAfter(means, quote)))
}

const meansOf = (
  { ship, hold, purse }: Trader,
  { commodity }: TradeOrder,
  { berthFee }: DockingCharge,
): Means => ({
  freeHolds: freeHolds(shipFigures(ship).holds, hold),
  aboard: hold.cargo[commodity] ?? 0,
  purse,
  berthFee,
})

const isWorse = ({ side, net }: Quote, worstNet: bigint): boolean =>
  side === 'buy' ? net > worstNet : net < worstNet

function receiptFor<Market extends StoredMarket>(
  { hold }: Trader,
  { quote, market }: Offer<Market>,
  docking: Docking,
  purse: bigint,
): TradeReceipt<Market> {
  const aboard = quote.side === 'buy' ? quote.quantity : -quote.quantity
  const units = (hold.cargo[market.commodity] ?? 0) + aboard
  return {
    quote,
    docking,
    market: { ...market, stock: market.stock - aboard },
    cargo: { ...hold.cargo, [market.commodity]: units },
    purse,
  }
}
