import { z } from 'zod'
import { SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { PASSAGE_KINDS } from '#server/domain/travel/passage.ts'
import { travellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS } from './call.ts'
import { messages } from './messages.ts'
import { pilot } from './pilot-terms.ts'
import { MAX_GATES, routeFilter } from './route-filter.ts'

/** Crossings between galaxies. Each call does its part once, however often it is made. */
export const TRAVEL_CALLS = {
  /**
   * Takes a pilot with all that is theirs out of the galaxy; the message is what the platform keeps.
   * @throws CONFLICT `not-present`, `not-at-gate`, `not-enough-turns`, `insufficient-balance`, `price-moved`, `courier-open`.
   */
  departPilot: call(
    z.object({
      ...pilot,
      crossingId: z.uuid(),
      /** Of the map, by which prices in sight are remembered. */
      version: z.int(),
      /** Where the gate is; null where one may leave from anywhere. */
      gateSector: z.int().nullable(),
      to: z.object({ galaxyId: z.uuid(), sectorId: z.int().nullable() }),
      passage: z.enum(PASSAGE_KINDS),
      tollCredits: count,
      isGalacticCitizen: z.boolean(),
      /** The most that fare and toll may come to; null for whatever they are. */
      maxCredits: count.nullable(),
      /** Without it a pilot with sealed courier goods stays. */
      forfeitCouriers: z.boolean(),
    }),
    z.object({ messages }),
  ),
  /** Lands a pilot who was in custody, with this fencing version; a row of the pilot with an older one is overwritten. */
  arrivePilot: call(
    z.object({
      ...pilot,
      crossingId: z.uuid(),
      /** Null for the arrival sector of the Nexus. */
      sectorId: z.int().nullable(),
      pilot: travellingPilot,
      /** Credits that go back to the purse, because the gate was not passed. */
      returnedToll: count,
    }),
    z.object({ sectorId: z.int(), at: z.iso.datetime(), messages }),
  ),
  /**
   * Fewest turns from each sector to each other one, null where no allowed way leads; by the map of this version. From the ship of the
   * pilot too, whose ways come last. @throws CONFLICT `not-present` for a pilot who is not here.
   */
  measureWays: call(
    z.object({
      version: z.int(),
      regionId: z.uuid().nullable(),
      pilot: z.object(pilot).nullable(),
      from: z.array(z.int()).max(MAX_GATES),
      to: z.array(z.int()).max(MAX_GATES),
      filter: routeFilter,
    }),
    z.object({
      turns: z.array(z.array(z.int().nullable())),
      ship: z.object({ sectorId: z.int(), shipClass: z.enum(SHIP_CLASSES) }).nullable(),
    }),
    { deadlineMs: LONG_DEADLINE_MS },
  ),
  /** Books the toll of a crossing to the treasury of the Nexus. */
  receiveToll: call(
    z.object({ crossingId: z.uuid(), toll: z.int().min(1) }),
    z.object({ at: z.iso.datetime() }),
  ),
} as const
