import { z } from 'zod'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call } from './call.ts'
import { messages } from './messages.ts'
import { pilot } from './pilot-terms.ts'

/** What the platform alone knows of a flight: whose law is in force on the way, and with whom treaties forbid attacks. */
export const flightTerms = z
  .object({
    regionId: z.uuid(),
    /** Regions whose citizens may not attack this pilot. */
    truces: z.array(z.uuid()),
  })
  // Where the law forbids attacks nobody is stopped.
  .nullable()
export type FlightTerms = z.infer<typeof flightTerms>

/** What the platform alone knows of a fight between two pilots. */
export const fightTerms = {
  defenderId: z.uuid(),
  /** Whose law counts; null in the Nexus. */
  regionId: z.uuid().nullable(),
  /** A treaty between their home regions forbids attacks. */
  truce: z.boolean(),
  /** Fellow citizens of the defender and citizens of allies, of those who are in this galaxy. */
  friendIds: z.array(z.uuid()),
}

const goods = z.partialRecord(z.enum(COMMODITIES), count)

export const odds = z.object({
  sectorId: z.int(),
  /** The attack succeeds if it is greater than the defence. */
  attack: count,
  defense: count,
  turns: count,
  /** Credits that the repair after a failed attack costs. */
  damageCost: count,
  /** Null when one may attack now. */
  refusal: z.object({ reason: z.string(), message: z.string() }).nullable(),
})
export type FightOdds = z.infer<typeof odds>

export const fightReport = z.object({
  /** The attack's. */
  id: z.uuid(),
  at: z.iso.datetime(),
  sectorId: z.int(),
  attack: count,
  defense: count,
  won: z.boolean(),
  /** Units of each good: out of the defeated ship, of it into the victor's hold, and the rest of it. */
  spoils: z.object({ lost: goods, taken: goods, destroyed: goods }),
  /** Where the defeated ship was towed; null for a failed attack. */
  towedTo: z.int().nullable(),
})
export type FightReport = z.infer<typeof fightReport>

/** Who met whom in a sector. Nobody is named to whom it does not happen. */
export const encounter = z.object({
  /** The ship has guns. */
  armed: z.boolean(),
  /** The pilot lies in wait here until then; null if not. */
  ambushUntil: z.iso.datetime().nullable(),
  /** Who stopped the pilot here and may attack until then. */
  stoppedBy: z.object({ callsign: z.string(), until: z.iso.datetime() }).nullable(),
  /** Whom the pilot stopped here. */
  stopped: z.array(z.object({ callsign: z.string(), until: z.iso.datetime() })),
})
export type Encounter = z.infer<typeof encounter>

export const COMBAT_CALLS = {
  /** Lies in wait in the pilot's sector; who does so already goes on. @throws CONFLICT with the reason. */
  lieInWait: call(
    z.object({ ...pilot, regionId: z.uuid().nullable(), citizenOf: z.array(z.uuid()) }),
    z.object({ sectorId: z.int(), until: z.iso.datetime(), messages }),
  ),
  /** Both numbers of an attack on a pilot in the same sector. @throws CONFLICT `not-present`, `not-met`. */
  getOdds: call(z.object({ ...pilot, ...fightTerms }), odds),
  /** Attacks a pilot, once per `attackId`. @throws CONFLICT with the reason. */
  attackPilot: call(
    z.object({
      ...pilot,
      ...fightTerms,
      attackId: z.uuid(),
      /** Of the map. */
      version: z.int(),
    }),
    fightReport.extend({ messages }),
  ),
} as const
