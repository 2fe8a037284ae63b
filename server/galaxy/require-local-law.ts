import { eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { localLawSchema, type LocalLaw } from '#server/domain/regions/local-law.ts'
import { GameError } from '#server/errors.ts'

/** A region's law, from the galaxy's copy. @throws UNAVAILABLE before the first copy arrives. */
export async function requireLocalLaw(galaxy: GalaxyDb, regionId: string): Promise<LocalLaw> {
  const [copy] = await galaxy
    .select({ settings: localSettings.settings })
    .from(localSettings)
    .where(eq(localSettings.regionId, regionId))
  if (!copy)
    throw new GameError('UNAVAILABLE', 'This region’s laws are not available in its galaxy yet.', {
      reason: 'no-local-law',
    })
  return localLawSchema.parse(copy.settings)
}
