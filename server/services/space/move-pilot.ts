import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { flightTermsFor } from './flight-terms.ts'
import { placeOfGalaxy, requireOpenPlace } from './place.ts'
import { pilotOf, requirePresence } from './presence.ts'
import { showSectors } from './show-sectors.ts'

export type MoveOutcome = Omit<CallOutput<'movePilot'>, 'from'>

/**
 * Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns` (with the seconds until there are
 * enough), `region-not-open`.
 */
export async function movePilot(ctx: Ctx, { toSector }: { toSector: number }): Promise<MoveOutcome> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  const { from, ...outcome } = await galaxyClient(ctx, place.galaxyId).movePilot({
    ...pilotOf(present),
    toSector,
    version: place.version,
    terms: await flightTermsFor(ctx, place, present.userId),
  })
  await showSectors(ctx, place, [from, outcome.sectorId])
  return outcome
}
