import { type Commodity } from './commodities.ts'
import { type MarketRole } from './market-roles.ts'
import { dailyOutput } from './output.ts'
import { quote } from './quote.ts'

/** Half spread around the mid price, basis points. The same everywhere: no law sets it. */
export const PORT_SPREAD_BP = 500

/** No law sets a tariff. */
const TARIFF_BP = 0

/** Units per quote on the board: enough that the tax on cheap goods is visible, few enough for any hold. */
export const BOARD_LOT = 10

/** One market of a port as stored. Production is the one at even output. */
export type StoredMarket = {
  commodity: Commodity
  role: MarketRole
  /** Credits for one unit at a half-full stock. */
  basePrice: number
  /** Units, 0–capacity. */
  stock: number
  capacity: number
  /** Units a day: positive where the port makes it, negative where it uses it. */
  productionPerDay: number
}

/** The law that applies to a market: the reader's tax rate and each commodity's output, both in basis points. */
export type MarketLaw = { taxRateBp: number; outputBp: Readonly<Record<Commodity, number>> }

/** One line of a port's price board. Amounts are whole credits for `lot` units. */
export type BoardLine = Pick<StoredMarket, 'commodity' | 'role' | 'stock' | 'capacity'> & {
  /** Units produced a day (`sells`) or consumed (`buys`; no law affects consumption). */
  perDay: number
  /** Null if a selling port has less than a lot. */
  offer: { lot: number; price: number; spread: number; tax: number; net: number } | null
}

/** The board line of a market under a law, priced by the same {@link quote} as a trade. */
export function boardLine(market: StoredMarket, law: MarketLaw): BoardLine {
  const { commodity, role, basePrice, stock, capacity, productionPerDay } = market
  const quoted = quote({
    side: role === 'sells' ? 'buy' : 'sell',
    market: { basePrice, stock, capacity, spreadBp: PORT_SPREAD_BP },
    quantity: BOARD_LOT,
    taxRateBp: law.taxRateBp,
    tariffBp: TARIFF_BP,
  })
  return {
    commodity,
    role,
    stock,
    capacity,
    perDay:
      role === 'sells' ? dailyOutput(productionPerDay, law.outputBp[commodity]) : Math.abs(productionPerDay),
    offer: quoted.ok
      ? {
          lot: BOARD_LOT,
          price: Number(quoted.value.price),
          spread: Number(quoted.value.spread),
          tax: Number(quoted.value.tax),
          net: Number(quoted.value.net),
        }
      : null,
  }
}
