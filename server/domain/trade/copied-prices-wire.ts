import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { MARKET_ROLES } from '../economy/market-roles.ts'
import { count } from '../wire-fields.ts'

/** A port as a pilot last saw it before they left its galaxy. */
export const copiedPort = z.object({
  portId: z.int(),
  portName: z.string(),
  sectorId: z.int(),
  sectorName: z.string(),
  seenAt: z.iso.datetime(),
  goods: z.array(
    z.object({
      commodity: z.enum(COMMODITIES),
      role: z.enum(MARKET_ROLES),
      stock: count,
      /** Mid price of a unit in hundredths of a credit: without spread, tariff and tax. */
      midPrice: count,
    }),
  ),
})
export type CopiedPort = z.infer<typeof copiedPort>

/** The prices of other galaxies, as they were when the pilot last left each; the last left comes first. */
export const pricesElsewhere = z.object({
  asOf: z.iso.datetime(),
  places: z.array(
    z.object({
      ref: z.string(),
      displayName: z.string(),
      leftAt: z.iso.datetime(),
      ports: z.array(copiedPort),
    }),
  ),
})
export type PricesElsewhere = z.infer<typeof pricesElsewhere>
