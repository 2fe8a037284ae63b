import { type AttackOrder } from '#server/domain/combat/inputs.ts'
import { type FightReport } from '#server/galaxy/api/combat-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireFightPlace } from './fight-terms.ts'

/**
 * Attacks a pilot whom the player stopped. The galaxy's record of fights is the audit trail, and its message tells the victim.
 * @throws UNAUTHORIZED, NOT_FOUND, CONFLICT with the reason, UNAVAILABLE.
 */
export async function attackPilot(ctx: Ctx, { callsign, attackId }: AttackOrder): Promise<FightReport> {
  const { place, asked } = await requireFightPlace(ctx, callsign)
  const { messages: _applied, ...report } = await galaxyClient(ctx, place.galaxyId).attackPilot({
    ...asked,
    attackId,
    version: place.version,
  })
  return report
}
