import { allow, type Verdict } from '../refusal.ts'
import { shareOf } from '../rates.ts'
import {
  priceToBuy,
  priceToSell,
  valueUpTo,
  type PortMarket,
  type PriceRefusalReason,
} from './price-curve.ts'

/** What a pilot does: buy from the port, or sell to it. */
export const ORDER_SIDES = ['buy', 'sell'] as const
export type OrderSide = (typeof ORDER_SIDES)[number]

/**
 * An itemised quote in whole credits, equal to what is charged. `net` is what the player pays (buy) or receives
 * (sell): buy: price + spread + tariff; sell: price − spread − tariff − tax.
 */
export type Quote = {
  side: OrderSide
  quantity: number
  price: bigint
  spread: bigint
  /** Duty on trade with outsiders, to the region's treasury. */
  tariff: bigint
  /** The region's tax, withheld from a sale; none on buying. */
  tax: bigint
  net: bigint
}

/** What a trader owes the treasury, basis points, after treaty relief. */
export type TradeRates = { taxRateBp: number; tariffBp: number }

export type QuoteRequest = TradeRates & { side: OrderSide; market: PortMarket; quantity: number }

/**
 * Tariff and tax, like price and spread, are shares of one rounded function of the stock. So each item is the same in
 * one order or many, and selling unit by unit avoids no tax.
 */
export function quote(request: QuoteRequest): Verdict<Quote, PriceRefusalReason> {
  return request.side === 'buy' ? quoteBuy(request) : quoteSell(request)
}

function quoteBuy({ market, quantity, tariffBp }: QuoteRequest): Verdict<Quote, PriceRefusalReason> {
  const priced = priceToBuy(market, quantity)
  if (!priced.ok) return priced
  const { price, spread } = priced.value
  const askUpTo = (stock: number) => {
    const value = valueUpTo(stock, market)
    return value + shareOf(value, market.spreadBp)
  }
  const tariff =
    shareOf(askUpTo(market.stock), tariffBp) - shareOf(askUpTo(market.stock - quantity), tariffBp)
  return allow({ side: 'buy', quantity, price, spread, tariff, tax: 0n, net: price + spread + tariff })
}

function quoteSell(request: QuoteRequest): Verdict<Quote, PriceRefusalReason> {
  const { market, quantity } = request
  const priced = priceToSell(market, quantity)
  if (!priced.ok) return priced
  const { price, spread } = priced.value
  const before = deductions(market.stock, request)
  const after = deductions(market.stock + quantity, request)
  const tariff = after.tariff - before.tariff
  const tax = after.tax - before.tax
  return allow({ side: 'sell', quantity, price, spread, tariff, tax, net: price - spread - tariff - tax })
}

/** Each deduction is a share of the rest, so no unit is ever sold at a loss. */
function deductions(stock: number, { market, tariffBp, taxRateBp }: QuoteRequest) {
  const value = valueUpTo(stock, market)
  const bid = value - shareOf(value, market.spreadBp)
  const tariff = shareOf(bid, tariffBp)
  return { tariff, tax: shareOf(bid - tariff, taxRateBp) }
}
