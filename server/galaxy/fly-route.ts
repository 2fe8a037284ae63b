import { findRoute } from '#server/domain/galaxy/route-finding.ts'
import { GameError } from '#server/errors.ts'
import { flyAlong } from './fly-along.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { lockPilot } from './pilots.ts'

/**
 * Flies a whole route in one transaction. The start is part of the request: a route whose answer was lost and that is sent again finds the
 * ship elsewhere and is not flown twice. @throws CONFLICT `not-present`, `moved-on`, `no-route`, `not-enough-turns`.
 */
export async function flyRoute(
  galaxy: GalaxyCtx,
  { fromSector, toSector, version, terms, ...ref }: CallInput<'flyRoute'>,
): Promise<CallOutput<'flyRoute'>> {
  const map = await loadMap(galaxy, version)
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, ref)
    if (pilot.sectorId !== fromSector && pilot.sectorId !== toSector)
      throw new GameError('CONFLICT', `Your ship is in sector ${pilot.sectorId} now. Plan the route again.`, {
        reason: 'moved-on',
      })
    const route = findRoute(map.graph, pilot.sectorId, toSector)
    if (!route)
      throw new GameError('CONFLICT', `There is no way to sector ${toSector}.`, { reason: 'no-route' })
    const { flown, ...outcome } = await flyAlong(tx, pilot, route.legs, map, terms)
    return { ...outcome, flown: flown.map(({ sectorId }) => sectorId), messages: tx.sentMessages }
  })
}
