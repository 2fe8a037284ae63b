import { z } from 'zod'
import { treasuryOrder } from '#server/domain/contracts/treasury-order.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { messages } from './messages.ts'
import { userId } from './pilot-terms.ts'
import { sectorContract } from './contract-calls.ts'

export const treasuryOrders = z.object({
  /** Credits in the treasury. */
  treasury: count,
  jobs: z.array(sectorContract),
  mostJobs: count,
  /** Credits that jobs may still set aside today without a vote. */
  jobBudget: count,
  ports: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      sectorId: z.int(),
      sectorName: z.string(),
      /** Levels of works: built, and running today. */
      works: z.object({ level: count, running: count, nextCost: count.nullable() }),
      /** Goods for which a job can be posted, with the highest premium for a unit. */
      wanted: z.array(z.object({ commodity: z.enum(COMMODITIES), mostPremium: count })),
    }),
  ),
  /** Those to come and the last one, by their first day. */
  festivals: z.array(z.object({ day: z.iso.date(), name: z.string() })),
  today: z.iso.date(),
})

/** An order, and the dates on which a festival can begin. */
const orderOfRegion = z.object({
  order: treasuryOrder,
  traditions: z.array(z.object({ name: z.string(), date: z.string() })),
})

export const TREASURY_ORDER_CALLS = {
  /** What can be ordered from the treasury of a region, and what was. */
  getTreasuryOrders: call(z.object({ regionId: z.uuid() }), treasuryOrders, { deadlineMs: LONG_DEADLINE_MS }),
  /** Carries out an order of the region's government, once per `orderId`. @throws CONFLICT with the reason, NOT_FOUND. */
  orderFromTreasury: call(
    orderOfRegion.extend({
      regionId: z.uuid(),
      orderId: z.uuid(),
      orderedBy: userId,
      /** Voters adopted it at a price; null for a decree. */
      voted: z.object({ mostCost: count }).nullable(),
    }),
    z.object({ cost: count, messages }),
  ),
  /** What an order for the vote would cost today, and what it is about. @throws CONFLICT with the reason, NOT_FOUND. */
  reviewTreasuryOrder: call(
    orderOfRegion,
    z.object({
      cost: count,
      about: z.object({
        port: z.string().nullable(),
        commodity: z.enum(COMMODITIES).nullable(),
        level: count.nullable(),
        tradition: z.string().nullable(),
      }),
    }),
  ),
} as const
