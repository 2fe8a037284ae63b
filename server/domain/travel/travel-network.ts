import { passageCost, type PassageCost, type PassageKind, type Passenger } from './passage.ts'

/** A place in the galaxies. */
export type SectorRef = { galaxyId: string; sectorId: number }

/** One direction of a passage, for one traveller. */
export type Passage = { kind: PassageKind; from: SectorRef; to: SectorRef; cost: PassageCost }

export type RegionGate = {
  galaxyId: string
  /** Sector of the region where passages begin and end. */
  gateSector: number
  /** The sector of the transit hub that its gate leads to. */
  nexusSector: number
  /** False if it is closed, suspended, being archived, or its law refuses the traveller: nobody travels there or through. */
  isOpen: boolean
  /** Galaxies of the regions with which an open-borders treaty is in force. */
  openBorders: readonly string[]
}

/** Where passages between these regions and the Nexus begin and end. */
export const gatePlaces = (regions: readonly RegionGate[], nexusGalaxyId: string | null): SectorRef[] =>
  regions.flatMap(({ galaxyId, gateSector, nexusSector }) => [
    { galaxyId, sectorId: gateSector },
    ...(nexusGalaxyId === null ? [] : [{ galaxyId: nexusGalaxyId, sectorId: nexusSector }]),
  ])

/**
 * All passages that a traveller could take. One may leave a region that is not open, but not enter it. `nexusGalaxyId`
 * is null before the Nexus exists.
 */
export function passagesFor(
  regions: readonly RegionGate[],
  nexusGalaxyId: string | null,
  passenger: Passenger,
): Passage[] {
  const byGalaxy = new Map(regions.map((region) => [region.galaxyId, region]))
  const gateOf = ({ galaxyId, gateSector }: RegionGate): SectorRef => ({ galaxyId, sectorId: gateSector })
  const passages: Passage[] = []
  const add = (kind: PassageKind, from: SectorRef, to: SectorRef) =>
    passages.push({ kind, from, to, cost: passageCost(kind, passenger) })
  for (const region of regions) {
    if (nexusGalaxyId !== null) {
      const hub = { galaxyId: nexusGalaxyId, sectorId: region.nexusSector }
      add('gate', gateOf(region), hub)
      if (region.isOpen) add('gate', hub, gateOf(region))
    }
    for (const partnerId of region.openBorders) {
      const partner = byGalaxy.get(partnerId)
      if (partner?.isOpen && region.isOpen) add('open_borders', gateOf(region), gateOf(partner))
    }
  }
  return passages
}
