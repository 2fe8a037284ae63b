import { eq, getTableColumns, inArray, or, and, sql, type SQL } from 'drizzle-orm'
import { type PgColumn } from 'drizzle-orm/pg-core'
import { type GalaxyDb } from '#db/client.ts'
import { planets, portMarkets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { DISTRICT_TYPES, type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { districtRange } from '#server/domain/galaxy/districts.ts'

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
  const { stockAt: _, ...columns } = getTableColumns(portMarkets)
  return galaxy
    .select(columns)
    .from(portMarkets)
    .innerJoin(ports, eq(ports.id, portMarkets.portId))
    .where(inDistricts(ports.sectorId, districts))
    .orderBy(portMarkets.portId, portMarkets.commodity)
}

/** SQL condition: a column with a sector number lies in one of these districts. */
export function inDistricts(column: PgColumn, districts: readonly DistrictType[]): SQL {
  const ranges = sectorRanges(districts).map(({ from, to }) =>
    and(sql`${column} >= ${from}`, sql`${column} <= ${to}`),
  )
  return or(...ranges) ?? sql`false`
}

/** The sectors of some districts as the fewest ranges possible: the database compares every row with every range. */
function sectorRanges(districts: readonly DistrictType[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const [from, to] of districts.map(districtRange).sort(([a], [b]) => a - b)) {
    const last = ranges.at(-1)
    if (last && last.to + 1 >= from) last.to = Math.max(last.to, to)
    else ranges.push({ from, to })
  }
  return ranges
}
