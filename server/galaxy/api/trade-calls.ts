import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { MARKET_ROLES } from '#server/domain/economy/market-roles.ts'
import { ORDER_SIDES } from '#server/domain/economy/quote.ts'
import { historyInput, orderInput, wishInput } from '#server/domain/trade/inputs.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { marketTerms, pilot } from './pilot-terms.ts'

const boardLine = z.object({
  commodity: z.enum(COMMODITIES),
  role: z.enum(MARKET_ROLES),
  stock: count,
  capacity: count,
  /** What an order of any size is priced by (domain/economy/price-curve). */
  basePrice: count,
  levelBp: count,
  spreadBp: count,
  perDay: z.int(),
  offer: z
    .object({
      lot: z.int(),
      price: z.int(),
      spread: z.int(),
      tariff: z.int(),
      tax: z.int(),
      net: z.int(),
    })
    .nullable(),
})

export const port = z.object({
  id: z.int(),
  name: z.string(),
  portClass: z.string(),
  sells: z.array(z.enum(COMMODITIES)),
  buys: z.array(z.enum(COMMODITIES)),
  /** Prices for the pilot who asks, one line per commodity. */
  board: z.array(boardLine),
})
export type SectorPort = z.infer<typeof port>

export const marketInSight = z.object({
  sectorId: z.int(),
  sectorName: z.string(),
  /** Turns of way from where the ship is; 0 here. */
  turns: count,
  port,
})

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
  /** Credits for contracts and jobs that the sale filled, beyond the net. */
  premium: count,
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

export const TRADE_CALLS = {
  /** What an order would cost or bring now. @throws CONFLICT `not-present`, `not-here`, `no-such-role`, `not-enough-stock`. */
  quoteTrade: call(z.object({ ...pilot, ...marketTerms, ...wishInput.shape }), tradeQuote),
  /** The ports whose prices the pilot's ship sees from where it is, nearest first. @throws CONFLICT `not-present`. */
  listMarkets: call(
    z.object({ ...pilot, ...marketTerms, version: z.int() }),
    z.object({ markets: z.array(marketInSight) }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Fills an order whole or not at all, once per `orderId`. @throws CONFLICT with the reason. */
  fillOrder: call(z.object({ ...pilot, ...marketTerms, ...orderInput.shape }), tradeOutcome),
  /** What pilots traded at a market in the last days, today included; days without trade are left out. @throws CONFLICT, NOT_FOUND. */
  getMarketHistory: call(z.object({ ...pilot, ...historyInput.shape }), marketHistory),
} as const
