import { type StoredMarket } from '../economy/market-on-day.ts'
import { type Quote } from '../economy/quote.ts'
import { type TurnAccount } from '../galaxy/turns.ts'
import { allow, refuse, type Refusal } from '../refusal.ts'
import { freeHolds, type Cargo, type Hold } from '../ships/cargo.ts'
import { dock, type Docking, type Stay } from '../ships/docking.ts'
import { shipFigures, type Ship } from '../ships/ship.ts'
import { offerOf, type Offer, type OfferRefusal, type TradeLaw, type TradeWish } from './offer.ts'

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

export type TradeRefusalReason =
  OfferRefusal | 'hold-full' | 'not-aboard' | 'not-enough-turns' | 'purse-too-small' | 'berth-not-covered'

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
  const unfit = refuseCargo(trader, order)
  if (unfit) return unfit
  if (isWorse(quote, order.worstNet))
    return { ...refuse('price-moved', `The price is now ${quote.net} credits.`), quote }
  const docking = dock(trader.ship, trader.stay, trader.turns, now)
  if (!docking.ok) return docking
  const short = refusePurse(trader.purse, quote, docking.value.berthFee)
  if (short) return short
  return allow(settle(trader, offer.value, docking.value))
}

function refuseCargo({ ship, hold }: Trader, { side, commodity, quantity }: TradeOrder) {
  if (side === 'sell') {
    const aboard = hold.cargo[commodity] ?? 0
    return quantity > aboard ? refuse('not-aboard', `You have ${aboard} units of ${commodity} aboard.`) : null
  }
  const free = Math.max(0, freeHolds(shipFigures(ship).holds, hold))
  return quantity > free ? refuse('hold-full', `Your ship has ${free} free holds.`) : null
}

const isWorse = ({ side, net }: Quote, worstNet: bigint): boolean =>
  side === 'buy' ? net > worstNet : net < worstNet

function refusePurse(purse: bigint, { side, net }: Quote, berthFee: bigint) {
  const left = side === 'buy' ? purse - net : purse + net
  if (left < 0n) return refuse('purse-too-small', `This costs ${net} credits and you have ${purse}.`)
  return left < berthFee
    ? refuse('berth-not-covered', `The berth costs ${berthFee} credits and you would have ${left}.`)
    : null
}

function settle<Market extends StoredMarket>(
  { hold, purse }: Trader,
  { quote, market }: Offer<Market>,
  docking: Docking,
): TradeReceipt<Market> {
  const { side, quantity, net } = quote
  const [aboard, paid] = side === 'buy' ? [quantity, net] : [-quantity, -net]
  const units = (hold.cargo[market.commodity] ?? 0) + aboard
  return {
    quote,
    docking,
    market: { ...market, stock: market.stock - aboard },
    cargo: { ...hold.cargo, [market.commodity]: units },
    purse: purse - paid - docking.berthFee,
  }
}
