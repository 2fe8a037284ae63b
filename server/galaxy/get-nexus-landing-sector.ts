import { asc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type GalaxyDb } from '#db/client.ts'
import { ports, sectors } from '#db/schema/galaxy/space.ts'
import { getNexusArrivalSector } from './get-nexus-arrival-sector.ts'

/** Where newcomers begin in the Nexus: at the trade hub nearest to where ships arrive. */
export async function getNexusLandingSector(galaxy: GalaxyDb): Promise<number> {
  const arrival = await getNexusArrivalSector(galaxy)
  const plaza = alias(sectors, 'plaza')
  const [hub] = await galaxy
    .select({ sectorId: ports.sectorId })
    .from(ports)
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
    .innerJoin(plaza, eq(plaza.id, arrival))
    .where(eq(ports.portClass, 'trade_hub'))
    .orderBy(asc(sql`(${sectors.x} - ${plaza.x}) ^ 2 + (${sectors.y} - ${plaza.y}) ^ 2`), asc(ports.sectorId))
    .limit(1)
  return hub?.sectorId ?? arrival
}
