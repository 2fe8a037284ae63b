import { NEXUS_REF } from '../space/place.ts'
import { PLATFORM_REF } from '#server/domain/backups/backup-kinds.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getNexusGalaxy } from '../nexus/nexus-galaxy.ts'
import { requireRegion } from '../regions/require-region.ts'

/** The database of this name: null for the platform's, else the galaxy's id. @throws NOT_FOUND when there is none. */
export async function requireSubject(ctx: Ctx, name: string): Promise<string | null> {
  if (name === PLATFORM_REF) return null
  const galaxyId =
    name === NEXUS_REF ? ((await getNexusGalaxy(ctx))?.id ?? null) : (await requireRegion(ctx, name)).galaxyId
  if (galaxyId === null) throw notFound(`The galaxy of ${name}`)
  return galaxyId
}
