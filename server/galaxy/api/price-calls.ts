import { z } from 'zod'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { marketTerms, pilot } from './pilot-terms.ts'
import { port } from './trade-calls.ts'

export const knownPrices = z.object({
  /** Now, by the game's clock. */
  asOf: z.iso.datetime(),
  /** Where the ship is. */
  sectorId: z.int(),
  markets: z.array(
    z.object({
      sectorId: z.int(),
      sectorName: z.string(),
      /** Turns of way from where the ship is; null if no way leads there. */
      turns: count.nullable(),
      /** The moment of which the stocks are: now for what is in sight. */
      seenAt: z.iso.datetime(),
      isLive: z.boolean(),
      port,
    }),
  ),
})
export type KnownPrices = z.infer<typeof knownPrices>

export const PRICE_CALLS = {
  /** The ports in sight and those that the pilot remembers, nearest first. @throws CONFLICT `not-present`. */
  listPrices: call(z.object({ ...pilot, ...marketTerms, version: z.int() }), knownPrices, {
    deadlineMs: LONG_DEADLINE_MS,
  }),
} as const
