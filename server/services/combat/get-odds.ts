import { type FightOdds } from '#server/galaxy/api/combat-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireFightPlace } from './fight-terms.ts'

/**
 * Both numbers of an attack on a pilot whom the player stopped, and what keeps it from being made.
 * @throws UNAUTHORIZED, NOT_FOUND, CONFLICT `not-present`, `not-met`, `region-not-open`, UNAVAILABLE.
 */
export async function getOdds(ctx: Ctx, { callsign }: { callsign: string }): Promise<FightOdds> {
  const { place, asked } = await requireFightPlace(ctx, callsign)
  return galaxyClient(ctx, place.galaxyId).getOdds(asked)
}
