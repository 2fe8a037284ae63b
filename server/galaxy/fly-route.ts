import { findRoute } from '#server/domain/galaxy/route-finding.ts'
import { GameError } from '#server/errors.ts'
import { flyAlong } from './fly-along.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { mayEnterBy } from './may-enter.ts'
import { transactAsPilot, type PilotRow } from './pilots.ts'
import { shipOf, type ShipAboard } from './ships.ts'

/**
 * Flies a whole route in one transaction. The start is part of the request: a route whose answer was lost and that is sent again finds the
 * ship elsewhere and is not flown twice. The filter is asked again, for law and patrols may have changed since the route was planned.
 * @throws CONFLICT `not-present`, `moved-on`, `no-route`, `route-longer`, `not-enough-turns`.
 */
export async function flyRoute(
  galaxy: GalaxyCtx,
  { fromSector, toSector, version, terms, filter, regionId, maxTurns, ...ref }: CallInput<'flyRoute'>,
): Promise<CallOutput<'flyRoute'>> {
  const map = await loadMap(galaxy, version)
  const fly = async (tx: GalaxyTx, pilot: PilotRow, aboard: ShipAboard | null) => {
    if (pilot.sectorId !== fromSector && pilot.sectorId !== toSector)
      throw new GameError('CONFLICT', `Your ship is in sector ${pilot.sectorId} now. Plan the route again.`, {
        reason: 'moved-on',
      })
    const mayEnter = await mayEnterBy(tx.db, filter, regionId, tx.now)
    const route = findRoute(map.graph, pilot.sectorId, toSector, mayEnter)
    if (!route) throw noRoute(toSector, mayEnter !== undefined)
    if (maxTurns !== null && route.turns > maxTurns) throw routeLonger(route.turns)
    const { flown, ...outcome } = await flyAlong(tx, pilot, aboard, route.legs, map, terms)
    return { ...outcome, flown: flown.map(({ sectorId }) => sectorId) }
  }
  return transactAsPilot(galaxy, ref, fly, (db) => shipOf(db, ref.userId))
}

const noRoute = (toSector: number, isFiltered: boolean): GameError =>
  new GameError(
    'CONFLICT',
    isFiltered
      ? `No way to sector ${toSector} meets your conditions now. Plan the route again.`
      : `There is no way to sector ${toSector}.`,
    { reason: 'no-route' },
  )

const routeLonger = (turns: number): GameError =>
  new GameError('CONFLICT', `By your conditions the route takes ${turns} turns now. Plan it again.`, {
    reason: 'route-longer',
  })
