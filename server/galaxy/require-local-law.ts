import { eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { localLawSchema, type LocalLaw } from '#server/domain/regions/local-law.ts'
import { GameError } from '#server/errors.ts'

/** Which law it is: it grows with each change. */
type LawVersion = { version: number }

/** A region's law as its galaxy knows it, from the local copy. @throws UNAVAILABLE before the first copy arrives. */
export const requireLocalLaw = async (galaxy: GalaxyDb, regionId: string): Promise<LocalLaw & LawVersion> =>
  lawIn(await copyOf(galaxy, regionId))

/** The same, with the copy locked until the transaction ends. @throws UNAVAILABLE. */
export const lockLocalLaw = async (galaxy: GalaxyDb, regionId: string): Promise<LocalLaw & LawVersion> =>
  lawIn(await copyOf(galaxy, regionId).for('update'))

const copyOf = (galaxy: GalaxyDb, regionId: string) =>
  galaxy
    .select({ version: localSettings.version, settings: localSettings.settings })
    .from(localSettings)
    .where(eq(localSettings.regionId, regionId))

type Copy = LawVersion & { settings: Record<string, unknown> }

/** The law of a copy that was read. @throws UNAVAILABLE when there is none. */
export function lawIn([copy]: (Copy | null)[]): LocalLaw & LawVersion {
  if (copy) return { ...localLawSchema.parse(copy.settings), version: copy.version }
  throw new GameError('UNAVAILABLE', 'This region’s laws are not available in its galaxy yet.', {
    reason: 'no-local-law',
  })
}
