import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { idInput } from '../id-input.ts'
import { ORDER_SIDES } from '../economy/quote.ts'

/** Above any hold, so that a quote can be asked for a ship that one does not fly yet. */
export const MAX_ORDER = 10_000

const MAX_HISTORY_DAYS = 90

/** Numbers of ports are stored in 32 bits: a larger one would fail in the database instead of naming no port. */
const LAST_PORT = 2_147_483_647
const PORT = 'A port is named by its number.'
const NET = 'The worst net is a whole number of credits, 0 or more.'
const QUANTITY = `Trade whole units, from 1 to ${MAX_ORDER}.`

export const wishInput = z.object({
  portId: z.int(PORT).min(1, PORT).max(LAST_PORT, PORT),
  commodity: z.enum(COMMODITIES),
  side: z.enum(ORDER_SIDES),
  quantity: z.int(QUANTITY).min(1, QUANTITY).max(MAX_ORDER, QUANTITY),
})

export const orderInput = wishInput.extend({
  /** Chosen by the client: sent again, the order is filled once and answered alike. */
  orderId: idInput(),
  /** The most to pay or the least to get, credits, without the berth. */
  worstNet: z.int(NET).min(0, NET).max(Number.MAX_SAFE_INTEGER, NET),
})

const HISTORY = `A history has 1 to ${MAX_HISTORY_DAYS} days.`

export const historyInput = wishInput.pick({ portId: true, commodity: true }).extend({
  days: z.int(HISTORY).min(1, HISTORY).max(MAX_HISTORY_DAYS, HISTORY),
})

/** Of one good, or of all when it is left out. */
export const ideasInput = z.object({ commodity: z.enum(COMMODITIES).optional() })

const LIMIT = 'A limit is a whole number of credits for ten units, from 1.'
const portNumber = wishInput.shape.portId

/** A price to be told of; no longer with a limit of null. */
export const watchInput = wishInput.pick({ portId: true, commodity: true }).extend({
  limit: z.int(LIMIT).min(1, LIMIT).max(1_000_000, LIMIT).nullable(),
})

/** A trade to keep in the notebook, or no longer. */
export const savedRouteInput = z
  .object({ fromPort: portNumber, toPort: portNumber, commodity: z.enum(COMMODITIES), saved: z.boolean() })
  .refine(({ fromPort, toPort }) => fromPort !== toPort, 'A trade leads from one port to another.')

export type WatchWish = z.output<typeof watchInput>
export type SavedRouteWish = z.output<typeof savedRouteInput>
export type HistoryWish = z.output<typeof historyInput>
export type Wish = z.output<typeof wishInput>
export type Order = z.output<typeof orderInput>
