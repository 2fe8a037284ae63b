import { type WayTurns } from '#server/domain/travel/journey.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { type SectorRef } from '#server/domain/travel/travel-network.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { notPresent } from '#server/galaxy/not-present.ts'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { type Place } from './place.ts'
import { hearOfDeparture, pilotOf, type WhereaboutsRow } from './presence.ts'

type Ship = NonNullable<CallOutput<'measureWays'>['ship']>
type Measured = { start: SectorRef; shipClass: Ship['shipClass']; wayTurns: WayTurns }

/**
 * Where the pilot is, and the ways that a journey can need: in the galaxies where it begins and ends and in the Nexus between its gates,
 * each asked once. A region in between has one gate, so nobody walks there. @throws CONFLICT `not-present`, `travelling`, UNAVAILABLE.
 */
export async function measureGalaxies(
  ctx: Ctx,
  places: ReadonlyMap<string, Place>,
  gates: readonly SectorRef[],
  { present, end }: { present: WhereaboutsRow; end: SectorRef },
  { avoidsFights, lowestSecurity }: RouteFilter,
): Promise<Measured> {
  const measured = new Map<string, number | null>()
  const keyOf = (galaxyId: string, from: number, to: number) => `${galaxyId} ${from} ${to}`
  let ship: Ship | null = null
  for (const { galaxyId, region, version } of places.values()) {
    const isHere = galaxyId === present.galaxyId
    const from = sectorsIn(galaxyId, gates)
    const to = sectorsIn(galaxyId, [...gates, end])
    if (!isHere && (from.length === 0 || to.length === 0)) continue
    const answer = await galaxyClient(ctx, galaxyId)
      .measureWays({
        ...{ version, regionId: region?.id ?? null, from, to, filter: { avoidsFights, lowestSecurity } },
        pilot: isHere ? pilotOf(present) : null,
      })
      .catch(async (error: unknown) => {
        if (isHere && isGameError(error) && error.reason === 'not-present')
          await hearOfDeparture(ctx, present)
        throw error
      })
    ship ??= answer.ship
    const starts = answer.ship ? [...from, answer.ship.sectorId] : from
    for (const [i, sector] of starts.entries())
      for (const [j, target] of to.entries())
        measured.set(keyOf(galaxyId, sector, target), answer.turns[i]?.[j] ?? null)
  }
  if (!ship) throw notPresent()
  return {
    start: { galaxyId: present.galaxyId, sectorId: ship.sectorId },
    shipClass: ship.shipClass,
    wayTurns: (galaxyId, from, to) => (from === to ? 0 : (measured.get(keyOf(galaxyId, from, to)) ?? null)),
  }
}

/** The sectors of a galaxy among these places, each once. */
export const sectorsIn = (galaxyId: string, spots: readonly SectorRef[]): number[] => [
  ...new Set(spots.filter((spot) => spot.galaxyId === galaxyId).map(({ sectorId }) => sectorId)),
]
