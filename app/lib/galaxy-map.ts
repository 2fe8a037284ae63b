import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { DISTRICTS } from '#server/domain/galaxy/districts.ts'
import { type MapEdge, type MapGroup, type MapNode } from '#app/components/ui/star-map.tsx'
import { formatLabel } from './format.ts'
import { type ApiOutputs } from './trpc-client.ts'

export type CompactMap = Omit<
  ApiOutputs['space']['map'],
  'displayName' | 'languagePack' | 'theme' | 'gateSector'
>

export type GalaxyMap = { nodes: MapNode[]; edges: MapEdge[]; groups: MapGroup[] }

/** Display name of a district or zone. */
export const areaName = (area: string | null): string => {
  if (area === null) return 'Open space'
  const district = DISTRICT_TYPES.find((type) => type === area)
  return district ? DISTRICTS[district].name : formatLabel(area)
}

/** Converts the column format of the API into star map nodes and edges. */
export function unpackMap(map: CompactMap, gateSector: number | null = null): GalaxyMap {
  const ports = new Set(map.portSectors)
  const nodes = map.ids.map((id, index): MapNode => {
    const group = map.areas[map.area[index] ?? 0] ?? 'space'
    return {
      id,
      x: map.x[index] ?? 0,
      y: map.y[index] ?? 0,
      label: `${map.names[index] ?? 'Sector'} (${id}), ${areaName(group)}`,
      group,
      ...(id === gateSector ? { kind: 'gate' as const } : ports.has(id) ? { kind: 'port' as const } : {}),
    }
  })
  const edges: MapEdge[] = []
  for (let at = 0; at < map.warps.length; at += 3) {
    const [from = 0, to = 0] = [map.warps[at], map.warps[at + 1]]
    edges.push({ from, to, oneWay: map.warps[at + 2] === 1 })
  }
  return { nodes, edges, groups: map.areas.map((key) => ({ key, label: areaName(key) })) }
}
