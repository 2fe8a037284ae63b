import { asc } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { type CompactMap } from './api/sector-calls.ts'
import { ports, sectors } from '#db/schema/galaxy/space.ts'

export async function compactMap(galaxy: GalaxyDb, warps: readonly Warp[]): Promise<CompactMap> {
  const rows = await galaxy
    .select({
      id: sectors.id,
      name: sectors.name,
      x: sectors.x,
      y: sectors.y,
      district: sectors.district,
      zone: sectors.zone,
    })
    .from(sectors)
    .orderBy(asc(sectors.id))
  const areaOf = rows.map(({ district, zone }) => district ?? zone ?? 'space')
  const areas = [...new Set(areaOf)]
  const withPort = await galaxy
    .selectDistinct({ id: ports.sectorId })
    .from(ports)
    .orderBy(asc(ports.sectorId))
  return {
    ids: rows.map(({ id }) => id),
    names: rows.map(({ name }) => name),
    x: rows.map(({ x }) => x),
    y: rows.map(({ y }) => y),
    area: areaOf.map((area) => areas.indexOf(area)),
    areas,
    portSectors: withPort.map(({ id }) => id),
    warps: connections(warps),
  }
}

type Warp = { fromSector: number; toSector: number }

function connections(warps: readonly Warp[]): number[] {
  const known = new Set(warps.map(({ fromSector, toSector }) => `${fromSector}>${toSector}`))
  return warps.flatMap(({ fromSector, toSector }) => {
    const oneWay = !known.has(`${toSector}>${fromSector}`)
    if (!oneWay && fromSector > toSector) return []
    return [fromSector, toSector, oneWay ? 1 : 0]
  })
}
