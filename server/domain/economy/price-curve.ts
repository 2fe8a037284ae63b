import { allow, refuse, type Verdict } from '../refusal.ts'

/**
 * The market of one commodity at a port. `basePrice` in credits per unit. `levelBp` is the price level of the good in
 * this galaxy, basis points of the base price. `spreadBp` is the half spread in basis points of the mid price: the port
 * sells above and buys below the mid.
 */
export type PortMarket = {
  basePrice: number
  levelBp: number
  stock: number
  capacity: number
  spreadBp: number
}

/** Whole credits: `price` at the mid, `spread` added when buying or deducted when selling. */
export type CurvePrice = { price: bigint; spread: bigint }

export type PriceRefusalReason = 'invalid-quantity' | 'not-enough-stock'

/** A price level of 1.0: the base price as it is. */
export const EVEN_LEVEL_BP = 10_000

/**
 * Value at mid price of all units from an empty store up to `stock`, in whole credits (ECONOMY.md §1.1): the integral
 * of `base × level × (1.5 − stock/capacity)`, continued at half the price beyond capacity, rounded down.
 *
 * A trade costs the difference of this value before and after. Such differences add up exactly, so one order of 100
 * costs the same as 100 orders of 1, and no sequence of trades profits from rounding.
 */
export function valueUpTo(
  stock: number,
  market: Pick<PortMarket, 'basePrice' | 'levelBp' | 'capacity'>,
): bigint {
  const price = BigInt(market.basePrice) * BigInt(market.levelBp)
  const capacity = BigInt(market.capacity)
  const all = BigInt(stock)
  const inside = all < capacity ? all : capacity
  // ∫₀ˣ price(1.5 − s/C) ds = price(3Cx − x²)/2C, and price/2 for each unit beyond; over one denominator.
  const parts = 3n * capacity * inside - inside * inside + capacity * (all - inside)
  return (price * parts) / (2n * capacity * 10_000n)
}

// The spread is a share of the rounded value, so it is also a difference of one function of stock. It is never
// negative and never above the price: buying and selling back cannot profit.
const spreadUpTo = (stock: number, market: PortMarket): bigint =>
  (valueUpTo(stock, market) * BigInt(market.spreadBp)) / 10_000n

const between = (from: number, to: number, market: PortMarket): CurvePrice => ({
  price: valueUpTo(to, market) - valueUpTo(from, market),
  spread: spreadUpTo(to, market) - spreadUpTo(from, market),
})

/** Price for buying `quantity` units from the port: price plus spread. Refuses more than the stock. */
export function priceToBuy(market: PortMarket, quantity: number): Verdict<CurvePrice, PriceRefusalReason> {
  if (!isQuantity(quantity)) return invalidQuantity()
  if (quantity > market.stock)
    return refuse('not-enough-stock', `The port has ${market.stock} units in stock.`)
  return allow(between(market.stock - quantity, market.stock, market))
}

/** Proceeds of selling `quantity` units to the port: price less spread. A full port still buys, at the lowest price. */
export function priceToSell(market: PortMarket, quantity: number): Verdict<CurvePrice, PriceRefusalReason> {
  if (!isQuantity(quantity)) return invalidQuantity()
  return allow(between(market.stock, market.stock + quantity, market))
}

const isQuantity = (quantity: number): boolean => Number.isSafeInteger(quantity) && quantity > 0

const invalidQuantity = () => refuse('invalid-quantity', 'The quantity must be a whole number of at least 1.')

/** Mid price of the next unit in hundredths of a credit, for display: 50% to 150% of the base at its level. */
export function midPriceHundredths({ basePrice, levelBp, stock, capacity }: PortMarket): number {
  const filled = Math.min(stock, capacity)
  return Math.round((basePrice * levelBp * (3 * capacity - 2 * filled)) / (200 * capacity))
}
