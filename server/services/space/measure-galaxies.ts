import { type WayTurns } from '#server/domain/travel/journey.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { type Passage, type SectorRef } from '#server/domain/travel/travel-network.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { type Place } from './place.ts'

/**
 * The ways that a journey can need: in the galaxies where it begins and ends and in the Nexus between its gates, each asked once. A region
 * in between has one gate, so nobody walks there.
 */
export async function measureGalaxies(
  ctx: Ctx,
  places: ReadonlyMap<string, Place>,
  passages: readonly Passage[],
  { start, end }: { start: SectorRef; end: SectorRef },
  { avoidsFights, lowestSecurity }: RouteFilter,
): Promise<WayTurns> {
  const measured = new Map<string, number | null>()
  const keyOf = (galaxyId: string, from: number, to: number) => `${galaxyId} ${from} ${to}`
  for (const { galaxyId, region, version } of places.values()) {
    const from = sectorsIn(galaxyId, [start, ...passages.map((passage) => passage.to)])
    const to = sectorsIn(galaxyId, [end, ...passages.map((passage) => passage.from)])
    if (from.length === 0 || to.length === 0) continue
    const { turns } = await galaxyClient(ctx, galaxyId).measureWays({
      version,
      regionId: region?.id ?? null,
      from,
      to,
      filter: { avoidsFights, lowestSecurity },
    })
    for (const [i, sector] of from.entries())
      for (const [j, target] of to.entries())
        measured.set(keyOf(galaxyId, sector, target), turns[i]?.[j] ?? null)
  }
  return (galaxyId, from, to) => (from === to ? 0 : (measured.get(keyOf(galaxyId, from, to)) ?? null))
}

const sectorsIn = (galaxyId: string, spots: readonly SectorRef[]): number[] => [
  ...new Set(spots.filter((spot) => spot.galaxyId === galaxyId).map(({ sectorId }) => sectorId)),
]
