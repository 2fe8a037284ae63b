import { z } from 'zod'
import { SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { RANKS } from '#server/domain/ships/ranks.ts'
import { SHIP_MODULES } from '#server/domain/ships/ship.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { pilot } from './pilot-terms.ts'
import { ship } from './sector-calls.ts'

export const work = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hull'), hull: z.enum(SHIP_CLASSES) }),
  z.object({ kind: z.literal('module'), module: z.enum(SHIP_MODULES) }),
  z.object({ kind: z.literal('repair') }),
])

/** Credits; `cost` is the price less what the yard takes the old ship for. */
const items = { price: count, tradeIn: count, cost: count }

export const shipAndOffers = z.object({
  sectorId: z.int(),
  purse: count,
  rank: z.enum(RANKS),
  ship,
  /** What a yard takes the ship for, credits. */
  tradeInValue: count,
  /** The yards of this sector, and what each can do for this ship. */
  yards: z.array(
    z.object({
      portId: z.int(),
      name: z.string(),
      portClass: z.string(),
      offers: z.array(
        z.object({
          work,
          ...items,
          /** Null when it can be ordered now. */
          refusal: z.object({ reason: z.string(), message: z.string() }).nullable(),
        }),
      ),
    }),
  ),
  /** The nearest port elsewhere of each class that has a yard, the nearest first. */
  nearestYards: z.array(
    z.object({
      portId: z.int(),
      name: z.string(),
      portClass: z.string(),
      sectorId: z.int(),
      sectorName: z.string(),
      /** Of way. */
      turns: count,
    }),
  ),
})
export type ShipAndOffers = z.infer<typeof shipAndOffers>
export type YardOffer = ShipAndOffers['yards'][number]['offers'][number]

export const yardReceipt = z.object({
  /** The order's. */
  id: z.uuid(),
  at: z.iso.datetime(),
  portId: z.int(),
  work,
  ...items,
  docking: z.object({ turns: count, berthFee: count }),
  /** After the work. */
  purse: count,
})
export type YardReceiptView = z.infer<typeof yardReceipt>

export const YARD_CALLS = {
  /** The pilot's ship, and what the yards here can do for it, and where others are. @throws CONFLICT `not-present`, NOT_FOUND. */
  getShip: call(z.object({ ...pilot, version: z.int() }), shipAndOffers, { deadlineMs: LONG_DEADLINE_MS }),
  /** Carries out an order at a yard whole or not at all, once per `orderId`. @throws CONFLICT with the reason. */
  orderAtYard: call(
    z.object({
      ...pilot,
      orderId: z.uuid(),
      portId: z.int(),
      work,
      highestCost: count,
      /** Of the map. */
      version: z.int(),
    }),
    yardReceipt,
  ),
} as const
