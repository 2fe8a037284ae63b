import { z } from 'zod'
import { DISTRICT_TYPES } from '../galaxy/district-types.ts'

export const districtTypeSchema = z.enum(DISTRICT_TYPES, 'Invalid district type')

/** 1–64 printable characters, because people type, copy and compare seeds. */
export const seedSchema = z
  .string()
  .trim()
  .regex(/^[\x20-\x7e]{1,64}$/, 'A seed has 1 to 64 printable ASCII characters.')

/** Input of a Nexus generation (DESIGN.md §4, `generate`). */
export const generateNexusInput = z.object({
  /** Replace an existing Nexus. Without it an existing one is kept. */
  forceRegenerate: z.boolean().default(false),
  /** Keep what players own, and the sectors where they are. */
  preservePlayerData: z.boolean().default(true),
  /** Only these districts; all ten by default. */
  districts: z
    .array(districtTypeSchema)
    .min(1, 'Name at least one district, or omit the list for all ten.')
    .transform((types) => DISTRICT_TYPES.filter((type) => types.includes(type)))
    .optional(),
  /** A random one by default. */
  seed: seedSchema.optional(),
  /** Only report what would change. */
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
