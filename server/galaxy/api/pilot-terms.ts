import { z } from 'zod'
import { count } from '#server/domain/wire-fields.ts'

export const userId = z.uuid()

/** A pilot as the platform knows them. A galaxy with another fencing version has an outdated row of the pilot. */
export const pilot = { userId, fencingVersion: z.int() }

/** A pilot, and what a newcomer lands with; `landing` is null for pilots who have landed before. */
export const traveller = {
  ...pilot,
  landing: z
    .object({
      callsign: z.string(),
      /** Null for the arrival sector of the Nexus. */
      arrivalSector: z.int().nullable(),
      /** Credits that the law grants newcomers. */
      startingCredits: count,
    })
    .nullable(),
}
export type Traveller = z.infer<z.ZodObject<typeof traveller>>
export type PilotRef = z.infer<z.ZodObject<typeof pilot>>

/** What the platform alone knows of somebody's trade: by which law, and what treaties and membership mean for them. */
export const marketTerms = {
  /** Whose law counts; null in the Nexus. */
  regionId: z.uuid().nullable(),
  /** In the Nexus, where no region's law is; basis points. */
  nexusTaxBp: z.int().nullable(),
  /** Share of tax and tariff that treaties forgive, basis points. */
  reliefBp: z.int().min(0).max(10_000),
  /** Resident or citizen of the region: pays no tariff. */
  isLocal: z.boolean(),
  /** Owner or office holder of the region: cannot fill the jobs of its treasury. */
  governs: z.boolean(),
}
export type MarketTerms = z.infer<z.ZodObject<typeof marketTerms>>
