import { z } from 'zod'
import { COMMODITIES } from '../domain/economy/commodities.ts'
import { MARKET_ROLES } from '../domain/economy/market-roles.ts'
import { ORDER_SIDES } from '../domain/economy/quote.ts'
import { count } from '../domain/wire-fields.ts'

const items = z.object({
  side: z.enum(ORDER_SIDES),
  quantity: count,
  /** Credits, as are the items that follow; `net` is what the pilot pays or receives. */
  price: count,
  spread: count,
  tariff: count,
  tax: count,
  net: count,
})

export const tradeQuote = items.extend({
  portId: z.int(),
  commodity: z.enum(COMMODITIES),
  /** What the first business of a stay costs beyond the trade: turns, and credits for the berth. */
  docking: z.object({ turns: count, berthFee: count }),
  /** What the quote rests on: the law's version (0 in the Nexus), and the units in stock at a moment of the game's clock. */
  stamps: z.object({ law: count, stock: count, at: z.iso.datetime() }),
})
export type TradeQuote = z.infer<typeof tradeQuote>

export const tradeReceipt = items.extend({
  /** The order's. */
  id: z.uuid(),
  at: z.iso.datetime(),
  portId: z.int(),
  commodity: z.enum(COMMODITIES),
  docking: z.object({ turns: count, berthFee: count }),
  /** After the trade: credits of the pilot, and units in the port's stock. */
  purse: count,
  stock: count,
})
export type TradeReceipt = z.infer<typeof tradeReceipt>

export const tradeOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('filled'), sectorId: z.int(), receipt: tradeReceipt }),
  /** Nothing was traded: the price is worse than the order accepts. */
  z.object({ outcome: z.literal('price-moved'), sectorId: z.int(), quote: tradeQuote }),
])
export type TradeOutcome =
  { outcome: 'filled'; receipt: TradeReceipt } | { outcome: 'price-moved'; quote: TradeQuote }

export const marketHistory = z.object({
  port: z.object({ id: z.int(), name: z.string() }),
  role: z.enum(MARKET_ROLES),
  /** UTC day. */
  today: z.iso.date(),
  /** Ascending; mid prices of a unit in hundredths of a credit, and units that pilots traded. */
  days: z.array(z.object({ day: z.iso.date(), low: count, high: count, close: count, units: count })),
})
