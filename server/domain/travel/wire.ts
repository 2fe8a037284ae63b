import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { LANDING_OUTCOMES } from './landing.ts'
import { PASSAGE_KINDS } from './passage.ts'

// How crossings between galaxies look to programs.

export const crossingWire = z.object({
  id: z.uuid(),
  kind: z.enum(PASSAGE_KINDS),
  from: z.string(),
  to: z.string(),
  departedAt: z.iso.datetime(),
  arrivesAt: z.iso.datetime(),
  secondsLeft: count,
  fare: count,
  toll: count,
  outcome: z.enum(LANDING_OUTCOMES).nullable(),
})

export const passageWire = z.object({
  to: z.object({ ref: z.string(), kind: z.enum(['region', 'nexus']), displayName: z.string() }),
  kind: z.enum(PASSAGE_KINDS),
  turns: count,
  minutes: count,
  fare: count,
  toll: count,
  total: count,
  arrivalSector: z.int().nullable(),
  customs: z.object({ lawTaxRate: z.number(), taxRate: z.number(), tariffRate: z.number() }),
  refusal: z.object({ reason: z.string(), message: z.string() }).nullable(),
})

const journeyPlace = z.object({ ref: z.string(), displayName: z.string() })

export const journeysWire = z.object({
  asOf: z.iso.datetime(),
  from: z.object({ place: journeyPlace, sectorId: z.int() }),
  to: z.object({ place: journeyPlace, sectorId: z.int() }),
  journeys: z.array(
    z.object({
      turns: count,
      minutes: count,
      credits: count,
      parts: z.array(
        z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('way'),
            place: journeyPlace,
            fromSector: z.int(),
            toSector: z.int(),
            turns: count,
            /** Versions of the galaxy's map and law by which the way was found; the law is 0 in the Nexus. */
            stamps: z.object({ map: count, law: count }),
          }),
          z.object({
            kind: z.literal('passage'),
            passage: z.enum(PASSAGE_KINDS),
            from: journeyPlace,
            to: journeyPlace,
            turns: count,
            minutes: count,
            fare: count,
            toll: count,
          }),
        ]),
      ),
    }),
  ),
})
export type Journeys = z.output<typeof journeysWire>

export const travelWire = z.object({
  underWay: crossingWire.nullable(),
  passages: z.array(passageWire),
})
