import { and, asc, eq, exists, or } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { type Ctx } from '../context.ts'

/** Names of archived regions where somebody was, or is a member: what their galaxies keep about them cannot be read there. */
export async function findArchivedGalaxies({ db }: Ctx, userId: string): Promise<string[]> {
  const isMember = db
    .select({ regionId: memberships.regionId })
    .from(memberships)
    .where(and(eq(memberships.regionId, regions.id), eq(memberships.userId, userId)))
  const crossed = db
    .select({ id: custody.id })
    .from(custody)
    .where(
      and(
        eq(custody.userId, userId),
        or(eq(custody.fromGalaxyId, galaxies.id), eq(custody.toGalaxyId, galaxies.id)),
      ),
    )
  const rows = await db
    .select({ name: regions.name })
    .from(galaxies)
    .innerJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(and(eq(galaxies.status, 'archived'), or(exists(isMember), exists(crossed))))
    .orderBy(asc(regions.name))
  return rows.map(({ name }) => name)
}
