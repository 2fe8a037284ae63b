import { type GalaxyPlan, type SectorPlan } from '../galaxy/galaxy-plan.ts'

/** What to preserve: ports and planets with an owner, and sectors with a ship or a person. */
export type PlayerClaims = {
  portIds: Iterable<number>
  planetIds: Iterable<number>
  occupiedSectorIds: Iterable<number>
}

/**
 * The `next` plan with everything that players own carried over from `current`:
 * - an owned port keeps its row and markets and replaces a new port of the same sector;
 * - an owned planet keeps its row and replaces a new planet with the same id;
 * - a sector that is occupied, or has an owned port or planet, keeps its name and three levels. Its position is the
 *   new one, because the new warps fit that. A new sector with the same name takes the name that became free, so
 *   names stay unique.
 *
 * Sector ids are the same in every Nexus, so references to sectors stay valid. Claims on rows that `current` does not
 * have are ignored.
 */
export function preservePlayerOwned(current: GalaxyPlan, next: GalaxyPlan, claims: PlayerClaims): GalaxyPlan {
  const portIds = new Set(claims.portIds)
  const planetIds = new Set(claims.planetIds)
  const ports = current.ports.filter(({ id }) => portIds.has(id))
  const planets = current.planets.filter(({ id }) => planetIds.has(id))
  const portSectors = new Set(ports.map(({ sectorId }) => sectorId))
  const keptPlanetIds = new Set(planets.map(({ id }) => id))
  const keptPortIds = new Set(ports.map(({ id }) => id))
  const replacedPortIds = new Set(
    next.ports
      .filter(({ id, sectorId }) => portSectors.has(sectorId) || keptPortIds.has(id))
      .map(({ id }) => id),
  )
  const keptSectors = new Set([
    ...claims.occupiedSectorIds,
    ...portSectors,
    ...planets.map(({ sectorId }) => sectorId),
  ])
  const byId = (a: { id: number }, b: { id: number }) => a.id - b.id
  return {
    sectors: keepSectors(current.sectors, next.sectors, keptSectors),
    warps: next.warps,
    ports: [...next.ports.filter(({ id }) => !replacedPortIds.has(id)), ...ports].sort(byId),
    portMarkets: [
      ...next.portMarkets.filter(({ portId }) => !replacedPortIds.has(portId)),
      ...current.portMarkets.filter(({ portId }) => keptPortIds.has(portId)),
    ].sort((a, b) => a.portId - b.portId),
    planets: [...next.planets.filter(({ id }) => !keptPlanetIds.has(id)), ...planets].sort(byId),
  }
}

function keepSectors(
  current: readonly SectorPlan[],
  next: readonly SectorPlan[],
  keptIds: ReadonlySet<number>,
): SectorPlan[] {
  const kept = new Map(current.filter(({ id }) => keptIds.has(id)).map((sector) => [sector.id, sector]))
  const keptNames = new Set([...kept.values()].map(({ name }) => name))
  const freeNames = new Map<SectorPlan['district'], string[]>()
  for (const { id, district, name } of next) {
    if (!kept.has(id) || keptNames.has(name)) continue
    freeNames.set(district, [...(freeNames.get(district) ?? []), name])
  }
  return next.map((sector) => {
    const old = kept.get(sector.id)
    if (old) return { ...old, x: sector.x, y: sector.y }
    if (!keptNames.has(sector.name)) return sector
    return { ...sector, name: freeNames.get(sector.district)?.shift() ?? sector.name }
  })
}
