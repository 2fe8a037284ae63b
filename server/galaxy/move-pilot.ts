import { warpBetween } from '#server/domain/galaxy/route-finding.ts'
import { GameError } from '#server/errors.ts'
import { flyAlong } from './fly-along.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { transactAsPilot, type PilotRow } from './pilots.ts'
import { shipOf, type ShipAboard } from './ships.ts'

/** Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns`. */
export async function movePilot(
  galaxy: GalaxyCtx,
  { toSector, version, terms, ...ref }: CallInput<'movePilot'>,
): Promise<CallOutput<'movePilot'>> {
  const map = await loadMap(galaxy, version)
  const fly = async (tx: GalaxyTx, pilot: PilotRow, aboard: ShipAboard | null) => {
    const leg = warpBetween(map.graph, pilot.sectorId, toSector)
    if (!leg) {
      throw new GameError('CONFLICT', `No warp leads from sector ${pilot.sectorId} to sector ${toSector}.`, {
        reason: 'no-warp',
      })
    }
    const { flown: _flown, ...moved } = await flyAlong(tx, pilot, aboard, [leg], map, terms)
    return moved
  }
  return transactAsPilot(galaxy, ref, fly, (db) => shipOf(db, ref.userId))
}
