import { transact, type Ctx } from '../context.ts'
import { requireServedGalaxy } from './require-served-galaxy.ts'

/** The environment of a process with `ROLES=region`. Its values are secret. */
export type GalaxyProcessSettings = {
  ROLES: 'region'
  GALAXY_ID: string
  GALAXY_DATABASE_URL: string
  GALAXY_TOKEN: string
}

/**
 * What a process must be given to serve this galaxy; the same every time. The audit log keeps that it was given out, not what.
 * @throws FORBIDDEN, NOT_FOUND.
 */
export async function issueGalaxySettings(
  ctx: Ctx,
  { name }: { name: string },
): Promise<GalaxyProcessSettings> {
  const { galaxyId, regionId } = await requireServedGalaxy(ctx, name)
  const databaseUrl = await ctx.galaxies.databaseUrl(galaxyId)
  await transact(ctx, (tx) =>
    tx.audit({ action: 'galaxy.settings-issued', regionId, subject: { type: 'galaxy', id: galaxyId } }),
  )
  return {
    ROLES: 'region',
    GALAXY_ID: galaxyId,
    GALAXY_DATABASE_URL: databaseUrl,
    GALAXY_TOKEN: ctx.secrets.galaxyToken(galaxyId),
  }
}
