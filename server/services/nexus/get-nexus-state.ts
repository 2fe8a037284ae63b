import { type Queryable } from '#db/client.ts'
import { nexusState } from '#db/schema/platform/operations.ts'

export type NexusStateRow = typeof nexusState.$inferSelect

/** The current Nexus, or null before the first generation. */
export async function getNexusState(db: Queryable): Promise<NexusStateRow | null> {
  const [state] = await db.select().from(nexusState)
  return state ?? null
}
