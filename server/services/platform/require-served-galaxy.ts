import { and, eq, inArray } from 'drizzle-orm'
import { galaxies } from '#db/schema/platform/regions.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getNexusGalaxy } from '../nexus/nexus-galaxy.ts'
import { requireRegion } from '../regions/require-region.ts'

export type ServedGalaxy = { galaxyId: string; regionId: string | null; endpoint: string | null }

/**
 * The galaxy of a region, by the region's name, or that of the `nexus`. Where galaxies are served is for the operator of the
 * platform alone, who has its secret: no player's or administrator's request comes here.
 * @throws FORBIDDEN for everyone except the platform itself, NOT_FOUND when there is no such galaxy or it is being built, CONFLICT `archived`.
 */
export async function requireServedGalaxy(ctx: Ctx, name: string): Promise<ServedGalaxy> {
  if (ctx.actor.kind !== 'system')
    throw new GameError('FORBIDDEN', 'Only the platform decides where galaxies are served.')
  const region = name === 'nexus' ? null : await requireRegion(ctx, name)
  const id = region ? region.galaxyId : ((await getNexusGalaxy(ctx))?.id ?? null)
  const [galaxy] =
    id === null
      ? []
      : await ctx.db
          .select({ status: galaxies.status, endpoint: galaxies.endpoint })
          .from(galaxies)
          .where(and(eq(galaxies.id, id), inArray(galaxies.status, ['ready', 'archived'])))
  if (!galaxy || id === null) throw notFound(`The galaxy of ${name}`)
  const { status, endpoint } = galaxy
  if (status === 'archived')
    throw new GameError(
      'CONFLICT',
      'This region is archived. When it comes back, the platform serves its galaxy.',
      {
        reason: 'archived',
      },
    )
  return { galaxyId: id, endpoint, regionId: region?.id ?? null }
}
