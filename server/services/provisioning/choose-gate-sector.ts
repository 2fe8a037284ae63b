import { and, count, isNotNull, ne, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { gateSectorForRegion } from '#server/domain/galaxy/gate-sectors.ts'
import { districtRange } from '#server/domain/galaxy/districts.ts'

/**
 * Chooses the transit hub sector for the next region's gate: the first in the order of `gateSectorForRegion` with the
 * fewest regions. Gates are distinct until the hub is full, and gates of terminated regions are reused. Works before
 * the Nexus exists. Locks until the caller's transaction ends.
 */
export async function chooseGateSector(db: Queryable): Promise<number> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('gate-sectors', 0))`)
  const used = await db
    .select({ sector: regions.nexusWarpGateSector, regions: count() })
    .from(regions)
    .where(and(isNotNull(regions.nexusWarpGateSector), ne(regions.status, 'terminated')))
    .groupBy(regions.nexusWarpGateSector)
  const usersOf = new Map(used.map((row) => [row.sector, row.regions]))
  const [from, to] = districtRange('transit_hub')
  let best = gateSectorForRegion(0)
  for (let index = 0; index <= to - from; index++) {
    const sector = gateSectorForRegion(index)
    if ((usersOf.get(sector) ?? 0) < (usersOf.get(best) ?? 0)) best = sector
  }
  return best
}
