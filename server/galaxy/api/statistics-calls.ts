import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { TRANSFER_REASONS } from '#server/domain/economy/ledger.ts'
import { MARKET_ROLES } from '#server/domain/economy/market-roles.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { userId } from './pilot-terms.ts'

/** Trade of one good: units that pilots bought from ports (exported) and sold to them (imported), and credits. */
export const goodsTrade = z.object({
  commodity: z.enum(COMMODITIES),
  exported: count,
  imported: count,
  /** Paid by pilots and received by them, net. */
  paid: count,
  received: count,
  tax: count,
  tariff: count,
  /** Contracts and jobs that sales filled, and what was paid for deliveries to them beyond the price. */
  filled: count,
  premiums: count,
})
export type GoodsTrade = z.infer<typeof goodsTrade>

export const goodsDay = goodsTrade.extend({ day: z.iso.date() })
export type GoodsDay = z.infer<typeof goodsDay>

export const closingPrice = z.object({
  portId: z.int(),
  name: z.string(),
  sectorId: z.int(),
  sectorName: z.string(),
  x: z.number(),
  y: z.number(),
  role: z.enum(MARKET_ROLES),
  /** Mid price of a unit in hundredths of a credit at the end of the last day with trade before today; null before the first. */
  close: count.nullable(),
  day: z.iso.date().nullable(),
})
export type ClosingPrice = z.infer<typeof closingPrice>

const pilotDay = z.object({
  userId,
  day: z.iso.date(),
  changedAt: z.iso.datetime(),
  turns: count,
  trades: count,
  salesNet: count,
  purchasesNet: count,
  berths: count,
  contracts: count,
  sectorsCharted: count,
  highestRenown: count,
})
export type PilotDay = z.infer<typeof pilotDay>

const pilotTotal = z.object({ userId, changedAt: z.iso.datetime(), salesNet: count, tax: count })
export type PilotTotal = z.infer<typeof pilotTotal>

const flowDay = z.object({
  day: z.iso.date(),
  reason: z.enum(TRANSFER_REASONS),
  received: count,
  paid: count,
})
export type FlowDay = z.infer<typeof flowDay>

/** Ascending; days without trade are left out. Null for all days. */
const sinceDay = z.object({ since: z.iso.date().nullable() })

export const STATISTICS_CALLS = {
  /**
   * Trade by good and UTC day, that of the last 24 hours, and yesterday's prices of a good at every port that makes or uses it: of the
   * one that was traded most before today, unless it is named.
   */
  getTradeStatistics: call(
    sinceDay.extend({ commodity: z.enum(COMMODITIES).nullable() }),
    z.object({
      today: z.iso.date(),
      days: z.array(goodsDay),
      lastDay: z.array(goodsTrade),
      commodity: z.enum(COMMODITIES),
      prices: z.array(closingPrice),
    }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** The treasury's income and spending by reason and UTC day. */
  getTreasuryFlow: call(sinceDay, z.object({ today: z.iso.date(), days: z.array(flowDay) }), {
    deadlineMs: LONG_DEADLINE_MS,
  }),
  /** What pilots did on the days that changed since a moment, in order; `after` is the last day already known of that moment. */
  getPilotDays: call(
    z.object({
      since: z.iso.datetime(),
      after: z.object({ userId, day: z.iso.date() }).nullable(),
      limit: z.int().min(1).max(5_000),
    }),
    z.object({ days: z.array(pilotDay) }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** What the trade of pilots came to whose totals changed since a moment, in order; `after` is the last pilot already known of that moment. */
  getPilotTotals: call(
    z.object({ since: z.iso.datetime(), after: userId.nullable(), limit: z.int().min(1).max(5_000) }),
    z.object({ totals: z.array(pilotTotal) }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
} as const
