import { type Commodity } from './commodities.ts'
import { type MarketRole } from './market-roles.ts'
import { dailyOutput } from './output.ts'
import { quote } from './quote.ts'

/** How far a port asks above and pays below the mid price, basis points of it. The same everywhere: no law sets it. */
export const PORT_SPREAD_BP = 500

/** No law sets a tariff. */
const TARIFF_BP = 0

/** Units that a board quotes: enough for the tax on cheap goods to be more than a rounding, little enough for any hold. */
export const BOARD_LOT = 10

/** A port's market of one commodity, as the galaxy keeps it. Its production is that at an even output. */
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

/** What the law makes of a market: the tax that the reader pays, and each commodity's output, both in basis points. */
export type MarketLaw = { taxRateBp: number; outputBp: Readonly<Record<Commodity, number>> }

/** One line of a port's price board. Amounts are whole credits for `lot` units. */
export type BoardLine = Pick<StoredMarket, 'commodity' | 'role' | 'stock' | 'capacity'> & {
  /** Units made a day (`sells`), or used up (`buys`: consumption follows no law). */
  perDay: number
  /** Null where a port that sells has less than a lot. */
  offer: { lot: number; price: number; spread: number; tax: number; net: number } | null
}

/** The line of a market under a law, priced by the same {@link quote} that a trade is charged by. */
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
