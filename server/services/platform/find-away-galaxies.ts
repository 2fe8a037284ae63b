import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { nexusState } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { findUnavailable } from '../alerts/list-alerts.ts'
import { type Ctx } from '../context.ts'

type Place = {
  name: string
  displayName: string
  endpoint: string | null
  isAway: boolean
  isRestoring: boolean
}

/**
 * The Nexus, null before it is generated, and the galaxies of open regions, each with whether it is away: what a sweep or an alert found
 * not to answer, and what is being restored. No galaxy is asked. A suspended region answers nobody on purpose.
 */
export async function findAwayGalaxies(ctx: Ctx): Promise<{ nexus: Place | null; regions: Place[] }> {
  const unavailable = await findUnavailable(ctx)
  const facts = { status: galaxies.status, awaySince: galaxies.awaySince, endpoint: galaxies.endpoint }
  type Row = { name: string; displayName: string } & {
    status: string
    awaySince: Date | null
    endpoint: string | null
  }
  const toPlace = ({ name, displayName, status, awaySince, endpoint }: Row): Place => ({
    ...{ name, displayName, endpoint, isRestoring: status === 'restoring' },
    isAway: status === 'restoring' || awaySince !== null || unavailable.has(name),
  })
  const [nexus] = await ctx.db
    .select(facts)
    .from(nexusState)
    .innerJoin(galaxies, eq(galaxies.id, nexusState.galaxyId))
  const rows = await ctx.db
    .select({ name: regions.name, displayName: regions.displayName, ...facts })
    .from(regions)
    .innerJoin(galaxies, eq(galaxies.id, regions.galaxyId))
    .leftJoin(regionDeployments, eq(regionDeployments.regionId, regions.id))
    .where(
      and(
        inArray(regions.status, OPEN_STATUSES),
        ne(galaxies.status, 'creating'),
        isNull(regionDeployments.suspendedAt),
      ),
    )
    .orderBy(regions.displayName)
  return {
    nexus: nexus ? toPlace({ name: 'nexus', displayName: 'Central Nexus', ...nexus }) : null,
    regions: rows.map(toPlace),
  }
}
