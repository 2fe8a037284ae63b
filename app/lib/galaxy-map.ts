import { type MapGroup } from '#app/components/map/map-colours.ts'
import { type MapEdge, type MapNode } from '#app/components/map/map-model.ts'
import { COMMODITIES, type Commodity } from '#server/domain/economy/commodities.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { DISTRICTS } from '#server/domain/galaxy/districts.ts'
import { formatLabel } from './format.ts'
import { type ApiOutputs } from './trpc-client.ts'

export type CompactMap = Omit<
  ApiOutputs['space']['map'],
  'displayName' | 'languagePack' | 'theme' | 'gateSector'
>

export type MapPort = { sectorId: number; name: string; sells: Commodity[]; buys: Commodity[] }

export type GalaxyMap = {
  nodes: MapNode[]
  edges: MapEdge[]
  groups: MapGroup[]
  ports: MapPort[]
  /** Levels by sector id; patrols come on top of security. */
  security: ReadonlyMap<number, number>
  traffic: ReadonlyMap<number, number>
}

/** Part of the address of map data: browsers keep them, and must not keep those of an older form. */
export const MAP_FORMAT = 2

/** Display name of a district or zone. */
export const areaName = (area: string | null): string => {
  if (area === null) return 'Open space'
  const district = DISTRICT_TYPES.find((type) => type === area)
  return district ? DISTRICTS[district].name : formatLabel(area)
}

/** Converts the column format of the API into star map nodes and edges. */
export function unpackMap(map: CompactMap, gates: readonly { sectorId: number }[] = []): GalaxyMap {
  const ports = unpackPorts(map.ports)
  const withPort = new Set(map.ports.sector)
  const withGate = new Set(gates.map(({ sectorId }) => sectorId))
  const withPlanet = new Set(map.planetSectors)
  const nodes = map.ids.map((id, index): MapNode => {
    const group = map.areas[map.area[index] ?? 0] ?? 'space'
    const name = map.names[index] ?? 'Sector'
    return {
      id,
      x: map.x[index] ?? 0,
      y: map.y[index] ?? 0,
      name,
      label: `${name} (${id}), ${areaName(group)}`,
      group,
      gate: withGate.has(id),
      port: withPort.has(id),
      planet: withPlanet.has(id),
    }
  })
  const edges: MapEdge[] = []
  for (let at = 0; at < map.warps.length; at += 3) {
    const [from = 0, to = 0] = [map.warps[at], map.warps[at + 1]]
    edges.push({ from, to, oneWay: map.warps[at + 2] === 1 })
  }
  const byId = (levels: readonly number[]) => new Map(map.ids.map((id, index) => [id, levels[index] ?? 0]))
  return {
    nodes,
    edges,
    groups: map.areas.map((key) => ({ key, label: areaName(key) })),
    ports,
    security: byId(map.security),
    traffic: byId(map.traffic),
  }
}

const unpackPorts = ({ sector, name, sells, buys }: CompactMap['ports']): MapPort[] =>
  sector.map((sectorId, index) => ({
    sectorId,
    name: name[index] ?? 'Port',
    sells: goodsOf(sells[index] ?? 0),
    buys: goodsOf(buys[index] ?? 0),
  }))

const goodsOf = (bits: number): Commodity[] => COMMODITIES.filter((_, index) => (bits >> index) & 1)
