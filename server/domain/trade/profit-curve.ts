import { type PortMarket } from '../economy/price-curve.ts'
import { type TradeRates } from '../economy/quote.ts'

/**
 * Each of the items of two orders is rounded by less than a credit (ECONOMY.md §1.1): price, spread and tariff of the purchase, those and
 * the tax of the sale. So whole credits differ from the curve by less than this.
 */
const ROUNDING = 8

/** What carrying a good from one market to another brings before berths, as a function of the quantity. */
export type ProfitCurve = {
  /** No quantity up to `most` brings more, credits. */
  highest(most: number): number
  /** The quantities from 1 to `most` among which is the one that brings most of those that are affordable; cheaper ones always are. */
  candidates(most: number, isAffordable: (quantity: number) => boolean): Iterable<number>
}

/** A market, and what its law takes of an order there. */
type LawfulMarket = PortMarket & { rates: TradeRates }

/**
 * The curve without rounding. It is concave, for the price rises while one buys and falls while one sells, so its top is found by halves
 * and everything near the top lies together.
 */
export function profitCurve(from: LawfulMarket, to: LawfulMarket): ProfitCurve {
  const asked = (1 + share(from.spreadBp)) * (1 + share(from.rates.tariffBp))
  const paid = (1 - share(to.spreadBp)) * (1 - share(to.rates.tariffBp)) * (1 - share(to.rates.taxRateBp))
  const fromFull = valueUpTo(from.stock, from)
  const toNow = valueUpTo(to.stock, to)
  const at = (quantity: number) =>
    paid * (valueUpTo(to.stock + quantity, to) - toNow) -
    asked * (fromFull - valueUpTo(from.stock - quantity, from))

  const topWithin = (most: number) =>
    lastWhere(1, most, (quantity) => quantity === 1 || at(quantity) > at(quantity - 1))
  return {
    highest: (most) => at(topWithin(most)) + ROUNDING,
    *candidates(most, isAffordable) {
      const within = lastWhere(0, most, (quantity) => quantity === 0 || isAffordable(quantity))
      if (within === 0) return
      const top = topWithin(within)
      const nearTop = at(top) - 2 * ROUNDING
      for (let quantity = top; quantity >= 1 && at(quantity) >= nearTop; quantity--) yield quantity
      for (let quantity = top + 1; quantity <= within && at(quantity) >= nearTop; quantity++) yield quantity
    },
  }
}

const share = (bp: number): number => bp / 10_000

/** As in price-curve, in fractions of a credit. */
function valueUpTo(stock: number, { basePrice, levelBp, capacity }: PortMarket): number {
  const inside = Math.min(stock, capacity)
  return (
    (basePrice * levelBp * (3 * capacity * inside - inside * inside + capacity * (stock - inside))) /
    (20_000 * capacity)
  )
}

/** The last whole number from `first` to `last` for which `holds`, which holds for `first` and not again once it has failed. */
function lastWhere(first: number, last: number, holds: (value: number) => boolean): number {
  let yes = first
  let no = last + 1
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}
