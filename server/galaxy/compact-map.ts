import { asc } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { planets, portMarkets, ports, sectors } from '#db/schema/galaxy/space.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type MarketRole } from '#server/domain/economy/market-roles.ts'
import { type CompactMap } from './api/sector-calls.ts'

export async function compactMap(galaxy: GalaxyDb, warps: readonly Warp[]): Promise<CompactMap> {
  const rows = await galaxy.select().from(sectors).orderBy(asc(sectors.id))
  const areaOf = rows.map(({ district, zone }) => district ?? zone ?? 'space')
  const areas = [...new Set(areaOf)]
  const withPlanet = await galaxy
    .selectDistinct({ id: planets.sectorId })
    .from(planets)
    .orderBy(asc(planets.sectorId))
  return {
    ids: rows.map(({ id }) => id),
    names: rows.map(({ name }) => name),
    x: rows.map(({ x }) => x),
    y: rows.map(({ y }) => y),
    area: areaOf.map((area) => areas.indexOf(area)),
    areas,
    security: rows.map(({ security }) => security),
    traffic: rows.map(({ traffic }) => traffic),
    ports: await compactPorts(galaxy),
    planetSectors: withPlanet.map(({ id }) => id),
    warps: connections(warps),
  }
}

async function compactPorts(galaxy: GalaxyDb): Promise<CompactMap['ports']> {
  const rows = await galaxy
    .select({ id: ports.id, sectorId: ports.sectorId, name: ports.name })
    .from(ports)
    .orderBy(asc(ports.id))
  const markets = await galaxy
    .select({ portId: portMarkets.portId, commodity: portMarkets.commodity, role: portMarkets.role })
    .from(portMarkets)
  const goods: Record<MarketRole, Map<number, number>> = { sells: new Map(), buys: new Map() }
  for (const { portId, commodity, role } of markets)
    goods[role].set(portId, (goods[role].get(portId) ?? 0) | (1 << COMMODITIES.indexOf(commodity)))
  return {
    sector: rows.map(({ sectorId }) => sectorId),
    name: rows.map(({ name }) => name),
    sells: rows.map(({ id }) => goods.sells.get(id) ?? 0),
    buys: rows.map(({ id }) => goods.buys.get(id) ?? 0),
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
