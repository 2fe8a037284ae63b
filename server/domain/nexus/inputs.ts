import { z } from 'zod'
import { DISTRICT_TYPES } from '../galaxy/district-types.ts'

export const districtTypeSchema = z.enum(DISTRICT_TYPES, 'Invalid district type')

/** 1–64 printable characters: any text is a seed, and people type, copy and compare it. */
export const seedSchema = z
  .string()
  .trim()
  .regex(/^[\x20-\x7e]{1,64}$/, 'A seed has 1 to 64 letters, digits or signs.')

/** What a generation of the Nexus is asked for (DESIGN.md §4, `generate`). */
export const generateNexusInput = z.object({
  /** Replace what is there. Without it an existing Nexus is left alone. */
  forceRegenerate: z.boolean().default(false),
  /** Keep what players own and the places where they stand. */
  preservePlayerData: z.boolean().default(true),
  /** Only these districts; all ten when left out. */
  districts: z
    .array(districtTypeSchema)
    .min(1, 'Name at least one district, or leave the list out for all ten.')
    .transform((types) => DISTRICT_TYPES.filter((type) => types.includes(type)))
    .optional(),
  /** Left out: a new random one. */
  seed: seedSchema.optional(),
  /** Only tell what would change. */
  dryRun: z.boolean().default(false),
})
export type GenerateNexusInput = z.infer<typeof generateNexusInput>

export const regenerateDistrictInput = z.object({
  districtType: districtTypeSchema,
  preservePlayerData: z.boolean().default(true),
  seed: seedSchema.optional(),
  dryRun: z.boolean().default(false),
})
export type RegenerateDistrictInput = z.infer<typeof regenerateDistrictInput>
