import { type EconomyDay } from './economy-day.ts'
import { pricedMarket, ratePerDayOn, type StoredMarket } from './market-on-day.ts'
import { type PortMarket } from './price-curve.ts'
import { quote, type TradeRates } from './quote.ts'

/** Units per quote on the board: enough that the tax on cheap goods is visible, few enough for any hold. */
export const BOARD_LOT = 10

/** A market at the moment of the board, settled. */
export type BoardMarket = Omit<StoredMarket, 'restBp' | 'stockRemainder' | 'stockAt'>

/**
 * One line of a port's price board: what an order of any size is priced by, and an example in whole credits for `lot` units.
 */
export type BoardLine = Pick<StoredMarket, 'commodity' | 'role'> &
  PortMarket & {
    /** Units by which the stock moves in a day: made (`sells`) or used (`buys`). */
    perDay: number
    /** Null if a selling port has less than a lot. */
    offer: {
      lot: number
      price: number
      spread: number
      tariff: number
      tax: number
      net: number
    } | null
  }

/** The board line of a market for a reader with these rates, priced by the same {@link quote} as a trade. */
export function boardLine(market: BoardMarket, rates: TradeRates, economy: EconomyDay): BoardLine {
  const { commodity, role } = market
  const priced = pricedMarket(market, economy)
  const quoted = quote({
    side: role === 'sells' ? 'buy' : 'sell',
    market: priced,
    quantity: BOARD_LOT,
    ...rates,
  })
  return {
    commodity,
    role,
    ...priced,
    perDay: ratePerDayOn(market, economy),
    offer: quoted.ok
      ? {
          lot: BOARD_LOT,
          price: Number(quoted.value.price),
          spread: Number(quoted.value.spread),
          tariff: Number(quoted.value.tariff),
          tax: Number(quoted.value.tax),
          net: Number(quoted.value.net),
        }
      : null,
  }
}
