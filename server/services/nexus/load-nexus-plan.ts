import { eq, getTableColumns, inArray, or } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES, type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { inDistricts } from '#server/galaxy/in-districts.ts'

/** The current content of these districts in the form of a plan, including warps to and from other districts. */
export async function loadNexusPlan(
  galaxy: GalaxyDb,
  districts: readonly DistrictType[] = DISTRICT_TYPES,
): Promise<GalaxyPlan> {
  const { ownerId: _, ...planetColumns } = getTableColumns(planets)
  return {
    sectors: await galaxy
      .select()
      .from(sectors)
      .where(inArray(sectors.district, [...districts]))
      .orderBy(sectors.id),
    warps: await galaxy
      .select()
      .from(warps)
      .where(or(inDistricts(warps.fromSector, districts), inDistricts(warps.toSector, districts)))
      .orderBy(warps.fromSector, warps.toSector),
    ports: await galaxy
      .select({ id: ports.id, sectorId: ports.sectorId, name: ports.name, portClass: ports.portClass })
      .from(ports)
      .where(inDistricts(ports.sectorId, districts))
      .orderBy(ports.id),
    portMarkets: await loadMarkets(galaxy, districts),
    planets: await galaxy
      .select(planetColumns)
      .from(planets)
      .where(inDistricts(planets.sectorId, districts))
      .orderBy(planets.id),
  }
}

async function loadMarkets(galaxy: GalaxyDb, districts: readonly DistrictType[]) {
  const { stockAt: _, stockRemainder: __, ...columns } = getTableColumns(portMarkets)
  return galaxy
    .select(columns)
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .where(inDistricts(ports.sectorId, districts))
    .orderBy(portMarkets.portId, portMarkets.commodity)
}
