import { type Commodity } from '../economy/commodities.ts'
import { type PortMarket, type PriceRefusalReason } from '../economy/price-curve.ts'
import { quote, type OrderSide, type Quote, type TradeRates } from '../economy/quote.ts'
import { type Refusal } from '../refusal.ts'
import {
  purseAfter,
  refuseCargo,
  refusePurse,
  type CargoRefusalReason,
  type Means,
  type PurseRefusalReason,
} from './order-limits.ts'

/** A good at a port, and what its trade costs a pilot there. */
export type Dealing = { market: PortMarket; commodity: Commodity; side: OrderSide; rates: TradeRates }

export type OrderPreview = {
  /** Null where there is nothing to price. */
  quote: Quote | null
  /** Credits after trade and berth. */
  purse: bigint | null
  refusal: Refusal<PriceRefusalReason | CargoRefusalReason | PurseRefusalReason> | null
}

/**
 * What an order would come to, by the rules that fill it. The page computes it while a quantity is chosen; turns are left to the
 * server, for they accrue meanwhile.
 */
export function previewOrder(
  { market, commodity, side, rates }: Dealing,
  means: Means,
  quantity: number,
): OrderPreview {
  const quoted = quote({ side, market, quantity, ...rates })
  if (!quoted.ok) return { quote: null, purse: null, refusal: quoted }
  const refusal = refuseCargo(means, { side, commodity, quantity }) ?? refusePurse(means, quoted.value)
  return { quote: quoted.value, purse: purseAfter(means, quoted.value), refusal }
}

/** What keeps an order from being larger. */
export type OrderLimit = 'stock' | 'hold' | 'purse' | 'cargo'

export type LargestOrder = { quantity: number; limit: OrderLimit }

/** The largest order that stock, hold and purse allow, and which of them bounds it; quantity 0 if none is possible. */
export function largestOrder(dealing: Dealing, means: Means): LargestOrder {
  return dealing.side === 'buy' ? largestPurchase(dealing, means) : largestSale(dealing, means)
}

function largestPurchase(dealing: Dealing, means: Means): LargestOrder {
  const { stock } = dealing.market
  const free = Math.max(0, means.freeHolds)
  const room = Math.min(stock, free)
  // The price rises with the quantity, so what is affordable is affordable for less: search by halves.
  let affordable = 0
  let tooDear = room + 1
  while (tooDear - affordable > 1) {
    const middle = Math.floor((affordable + tooDear) / 2)
    if (previewOrder(dealing, means, middle).refusal === null) affordable = middle
    else tooDear = middle
  }
  if (affordable < room) return { quantity: affordable, limit: 'purse' }
  return { quantity: room, limit: stock < free ? 'stock' : 'hold' }
}

/** Proceeds rise with the quantity: if they do not pay the berth for all, they do for none. */
function largestSale(dealing: Dealing, means: Means): LargestOrder {
  const { aboard } = means
  if (aboard === 0) return { quantity: 0, limit: 'cargo' }
  return previewOrder(dealing, means, aboard).refusal === null
    ? { quantity: aboard, limit: 'cargo' }
    : { quantity: 0, limit: 'purse' }
}
