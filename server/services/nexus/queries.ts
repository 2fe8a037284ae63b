import { sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { nexusState } from '#db/schema/platform/operations.ts'
import { type NexusSpec } from '#server/domain/nexus/nexus-spec.ts'
import { type GenerationRecord } from './generation-record.ts'

export const NEXUS_SUBJECT = 'nexus'

/** Stores a copy of the galaxy's record. An older record never replaces a newer one. */
export async function saveNexusState(
  db: Queryable,
  galaxyId: string,
  record: GenerationRecord & { at: Date },
): Promise<void> {
  const { seed, districtSeeds, version, generationMs, stronglyConnected, at } = record
  const made = { seed, districtSeeds, version, generationMs, stronglyConnected, generatedAt: at }
  await db
    .insert(nexusState)
    // Using the galaxy's id as primary key guarantees a single row.
    .values({ id: galaxyId, galaxyId, createdAt: at, ...made })
    .onConflictDoUpdate({
      target: nexusState.id,
      set: made,
      setWhere: sql`${nexusState.version} < excluded.version`,
    })
}

export const specOf = (record: Pick<GenerationRecord, 'seed' | 'districtSeeds'>): NexusSpec => ({
  seed: record.seed,
  districtSeeds: record.districtSeeds,
})
