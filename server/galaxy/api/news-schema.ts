import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'

/** What happens in a galaxy today. Days are UTC days, the last one included. */
export const news = z.object({
  festival: z.object({ name: z.string(), until: z.iso.date() }).nullable(),
  shocks: z.array(
    z.object({
      port: z.object({ id: z.int(), name: z.string(), sectorId: z.int(), sectorName: z.string() }),
      commodity: z.enum(COMMODITIES),
      /** What it adds to the stock at rest, basis points of the capacity: less is dearer. */
      restBp: z.int(),
      since: z.iso.date(),
      until: z.iso.date(),
    }),
  ),
})
export type News = z.infer<typeof news>
