import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { placeOfGalaxy, requireOpenPlace } from './place.ts'
import { pilotOf, requirePresence } from './presence.ts'

export type MoveOutcome = { sectorId: number; turnsSpent: number; turnsLeft: number }

/**
 * Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns` (with the seconds until there are
 * enough), `region-not-open`.
 */
export async function movePilot(ctx: Ctx, { toSector }: { toSector: number }): Promise<MoveOutcome> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  const { sectorId, turnsSpent, turnsLeft } = await galaxyClient(ctx, place.galaxyId).movePilot({
    ...pilotOf(present),
    toSector,
  })
  return { sectorId, turnsSpent, turnsLeft }
}
