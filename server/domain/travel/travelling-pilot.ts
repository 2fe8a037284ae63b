import { z } from 'zod'
import { contractElsewhere } from '../contracts/shortage.ts'
import { COMMODITIES } from '../economy/commodities.ts'
import { MAX_MILLITURNS } from '../galaxy/turns.ts'
import { SHIP_CLASSES } from '../ships/hulls.ts'
import { MAX_MODULES, SHIP_MODULES } from '../ships/ship.ts'
import { count } from '../wire-fields.ts'

/**
 * All that is a pilot's and goes along between galaxies (ECONOMY.md §13). Strict: what a galaxy keeps of a pilot and this does not name
 * would be lost on the way, so a test compares it with the columns of the galaxy's tables.
 */
export const travellingPilot = z.strictObject({
  callsign: z.string(),
  /** At `turnsAt`: turns go on accruing on the way. */
  milliturns: z.int().min(0).max(MAX_MILLITURNS),
  turnsAt: z.iso.datetime(),
  hasDocked: z.boolean(),
  salesNet: count,
  purchasesNet: count,
  contracts: count,
  sectorsCharted: count,
  highestRenown: count,
  /** What protections follow from (domain/combat/attack). Those who left before it was noted lack it. */
  beganAt: z.iso.datetime().nullable().default(null),
  defeatedAt: z.iso.datetime().nullable().default(null),
  attackedAt: z.iso.datetime().nullable().default(null),
  /** Contracts taken on a UTC day: the bounds of a day hold in all galaxies together. Those who left before there were any lack it. */
  takenContracts: z
    .strictObject({ day: z.iso.date(), shortages: count, couriers: count })
    .nullable()
    .default(null),
  /** Contracts that wait in galaxies which the pilot has left. Those who left before they were noted lack them. */
  contractsElsewhere: z.array(contractElsewhere).default([]),
  ship: z.strictObject({
    /** The same ship in every galaxy: its cargo account is named after it. */
    id: z.uuid(),
    shipClass: z.enum(SHIP_CLASSES),
    name: z.string(),
    modules: z.array(z.enum(SHIP_MODULES)).max(MAX_MODULES),
    damageBp: z.int().min(0).max(10_000),
  }),
  /** Units by commodity; what is not aboard is left out. */
  cargo: z.partialRecord(z.enum(COMMODITIES), z.int().min(1)),
  /** Credits after the fare and without the toll. */
  purse: count,
})
export type TravellingPilot = z.infer<typeof travellingPilot>
