import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { mayEnterBy } from './may-enter.ts'
import { notPresent } from './not-present.ts'
import { requireShip } from './orders.ts'
import { getPilot } from './pilots.ts'

/** Fewest turns between sectors, by sectors that the filter allows, and from where a pilot is. @throws CONFLICT `not-present`. */
export async function measureWays(
  galaxy: GalaxyCtx,
  { version, from, to, filter, regionId, pilot: ref }: CallInput<'measureWays'>,
): Promise<CallOutput<'measureWays'>> {
  const { graph } = await loadMap(galaxy, version)
  const { db, clock } = galaxy
  const mayEnter = await mayEnterBy(db, filter, regionId, await clock.now(db))
  const pilot = ref && (await getPilot(db, ref))
  if (ref && !pilot) throw notPresent()
  const starts = pilot ? [...from, pilot.sectorId] : from
  return {
    turns: starts.map((start) => {
      const reached = turnsFrom(graph, start, mayEnter)
      return to.map((end) => reached.get(end) ?? null)
    }),
    ship: pilot && {
      sectorId: pilot.sectorId,
      shipClass: (await requireShip(db, pilot)).ship.hull,
    },
  }
}
