import { type ListedSector } from '#app/components/sector-list.tsx'
import { type GalaxyMap } from './galaxy-map.ts'

const known = new WeakMap<GalaxyMap, ListedSector[]>()

/** A map's sectors with the names of their ports, so that both are found. */
export function listedSectors(map: GalaxyMap): ListedSector[] {
  const before = known.get(map)
  if (before) return before
  const ports = new Map<number, string[]>()
  for (const { sectorId, name } of map.ports) ports.set(sectorId, [...(ports.get(sectorId) ?? []), name])
  const listed = map.nodes.map((node): ListedSector => {
    const { id, label, gate, port, planet } = node
    const also = ports.get(id)?.join(', ')
    return { id, label, gate, port, planet, ...(also === undefined ? {} : { also }) }
  })
  known.set(map, listed)
  return listed
}
