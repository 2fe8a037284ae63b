import { eq } from 'drizzle-orm'
import { type Database } from '#db/client.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'

const SERVER_FACT = 'galaxy_server'

/**
 * Updates the address of galaxies on the platform's own server: an embedded server takes another port when its last one is in
 * use, and a configured one may be moved. Galaxies on other servers keep theirs.
 */
export async function updateServerAddress(db: Database, location: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [fact] = await tx
      .select()
      .from(platformFacts)
      .where(eq(platformFacts.key, SERVER_FACT))
      .for('update')
    if (fact?.value === location) return
    if (fact) await tx.update(galaxies).set({ location }).where(eq(galaxies.location, fact.value))
    await tx
      .insert(platformFacts)
      .values({ key: SERVER_FACT, value: location })
      .onConflictDoUpdate({ target: platformFacts.key, set: { value: location } })
  })
}
