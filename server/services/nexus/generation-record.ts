import { z } from 'zod'
import { type GalaxyDb } from '#db/client.ts'
import { nexusGeneration } from '#db/schema/galaxy/presence.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'

/**
 * How the current Nexus was generated. Written in the transaction that replaces the galaxy, so it is correct even if
 * the process dies right after. `nexus_state` in the platform database is a copy of it.
 */
const generationRecord = z.object({
  operationId: z.string(),
  version: z.number().int(),
  seed: z.string(),
  districtSeeds: z.partialRecord(z.enum(DISTRICT_TYPES), z.string()),
  districts: z.array(z.enum(DISTRICT_TYPES)),
  preservePlayerData: z.boolean(),
  /** From the start of the job until just before the commit. */
  generationMs: z.number().int(),
  stronglyConnected: z.boolean(),
  relocatedPilots: z.number().int(),
  lostPorts: z.number().int(),
  lostPlanets: z.number().int(),
  /** Who must be notified: owners of lost property, and pilots who were moved. */
  lostOwnerIds: z.array(z.string()),
  relocatedUserIds: z.array(z.string()),
})
export type GenerationRecord = z.infer<typeof generationRecord>

export async function getGenerationRecord(
  galaxy: GalaxyDb,
): Promise<(GenerationRecord & { at: Date }) | null> {
  const [row] = await galaxy.select().from(nexusGeneration)
  return row ? { ...generationRecord.parse(row.record), at: row.at } : null
}

export async function writeGenerationRecord(
  galaxy: GalaxyDb,
  at: Date,
  record: GenerationRecord,
): Promise<void> {
  await galaxy
    .insert(nexusGeneration)
    .values({ id: 'nexus', at, record })
    .onConflictDoUpdate({ target: nexusGeneration.id, set: { at, record } })
}
