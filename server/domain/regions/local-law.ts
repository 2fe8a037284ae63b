import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { PVP_RULES } from './settings.ts'
import { SPECIALIZATIONS } from '../economy/specializations.ts'

/**
 * The settings that a region's galaxy needs, as copied to its database. Stored integers; bounds were checked when
 * they became law.
 */
export const localLawSchema = z.object({
  /** The region's seed, from which its endowment follows. */
  seed: z.string(),
  taxRateBp: z.int(),
  /** Copies from before there was a tariff lack it. */
  tariffBp: z.int().default(0),
  tradeBonuses: z.record(z.enum(COMMODITIES), z.int()),
  economicSpecialization: z.enum(SPECIALIZATIONS).nullable(),
  pvpRule: z.enum(PVP_RULES),
  defenseLevel: z.int(),
})
export type LocalLaw = z.infer<typeof localLawSchema>
