import { and, asc, eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { districtRange } from '#server/domain/galaxy/districts.ts'
import { inDistricts } from './in-districts.ts'

/** Where ships arrive in the Nexus: the sector of the gateway plaza that the transit hub's warp gate leads to. */
export async function getNexusArrivalSector(galaxy: GalaxyDb): Promise<number> {
  const [gate] = await galaxy
    .select({ sectorId: warps.fromSector })
    .from(warps)
    .where(and(eq(warps.kind, 'gate'), inDistricts(warps.fromSector, ['gateway_plaza'])))
    .orderBy(asc(warps.fromSector))
    .limit(1)
  return gate?.sectorId ?? districtRange('gateway_plaza')[0]
}
