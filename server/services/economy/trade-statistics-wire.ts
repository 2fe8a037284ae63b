import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { count } from '#server/domain/wire-fields.ts'
import { closingPrice, goodsDay, goodsTrade } from '#server/galaxy/api/statistics-calls.ts'

/** A law that moved a lever of trade, and what changed since. */
const lawOfTrade = z.object({
  number: count,
  title: z.string(),
  at: z.iso.datetime(),
  levers: z.array(z.string()),
  effects: z.array(
    z.object({
      commodity: z.enum(COMMODITIES),
      measure: z.enum(['exports', 'imports']),
      percent: z.int(),
      /** Units a day. */
      before: count,
      since: count,
    }),
  ),
})
export type LawOfTrade = z.infer<typeof lawOfTrade>

const tradeStatistics = z.object({
  goods: z.array(goodsTrade),
  total: goodsTrade.omit({ commodity: true }),
  /** UTC days of the chart, and trade on each of them. */
  days: z.array(z.iso.date()),
  trade: z.array(goodsDay),
  laws: z.array(lawOfTrade),
  commodity: z.enum(COMMODITIES),
  prices: z.array(closingPrice),
})
export type TradeStatistics = z.infer<typeof tradeStatistics>

/** Null while the region's galaxy cannot be reached. */
export const tradeStatisticsWire = tradeStatistics.nullable()
