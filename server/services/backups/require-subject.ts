import { NEXUS_REF } from '../space/place.ts'
import { PLATFORM_REF } from '#server/domain/backups/backup-kinds.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getNexusGalaxy } from '../nexus/nexus-galaxy.ts'
import { getRegion } from '../regions/region-rows.ts'

/** The database of this name: null for the platform's, else the galaxy's id. @throws NOT_FOUND when there is none. */
export async function requireSubject(ctx: Ctx, name: string): Promise<string | null> {
  const subject = await findSubject(ctx, name)
  if (!subject) throw notFound(`The database ${name}`)
  return subject.galaxyId
}

/** The same; null when there is none. */
export async function findSubject(ctx: Ctx, name: string): Promise<{ galaxyId: string | null } | null> {
  if (name === PLATFORM_REF) return { galaxyId: null }
  const galaxyId =
    name === NEXUS_REF ? (await getNexusGalaxy(ctx))?.id : (await getRegion(ctx.db, name))?.galaxyId
  return galaxyId ? { galaxyId } : null
}
