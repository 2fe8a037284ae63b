import { eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { localLawSchema, type LocalLaw } from '#server/domain/regions/local-law.ts'
import { GameError } from '#server/errors.ts'

/** What the law says in a region's galaxy, by the copy that it has. @throws UNAVAILABLE before it has one. */
export async function requireLocalLaw(galaxy: GalaxyDb, regionId: string): Promise<LocalLaw> {
  const [copy] = await galaxy
    .select({ settings: localSettings.settings })
    .from(localSettings)
    .where(eq(localSettings.regionId, regionId))
  if (!copy)
    throw new GameError('UNAVAILABLE', 'The laws of this region have not reached its galaxy yet.', {
      reason: 'no-local-law',
    })
  return localLawSchema.parse(copy.settings)
}
