import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { flightTermsHere } from './flight-terms.ts'
import { requireOpenPlace } from './place.ts'
import { pilotOf } from './presence.ts'
import { showSectors } from './show-sectors.ts'
import { requireWhereOneIs } from './where-one-is.ts'

export type MoveOutcome = Omit<CallOutput<'movePilot'>, 'from'>

/**
 * Flies along one warp. @throws CONFLICT `not-present`, `no-warp`, `not-enough-turns` (with the seconds until there are
 * enough), `region-not-open`.
 */
export async function movePilot(ctx: Ctx, { toSector }: { toSector: number }): Promise<MoveOutcome> {
  const here = await requireWhereOneIs(ctx)
  const { present, place } = here
  requireOpenPlace(place)
  const { from, ...outcome } = await galaxyClient(ctx, place.galaxyId).movePilot({
    ...pilotOf(present),
    toSector,
    version: place.version,
    terms: await flightTermsHere(ctx, here),
  })
  await showSectors(ctx, place, [from, outcome.sectorId])
  return outcome
}
