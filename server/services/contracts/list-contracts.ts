import { type Paging } from '#server/domain/paging.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requirePilotPlace } from './pilot-place.ts'

export type ContractBoard = CallOutput<'listContracts'> & { place: { ref: string; displayName: string } }

/**
 * The contracts of the galaxy where the player is, the nearest first, and the player's own.
 * @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function listContracts(ctx: Ctx, paging: Paging): Promise<ContractBoard> {
  const { place, pilot } = await requirePilotPlace(ctx)
  const { version, ref, displayName } = place
  const board = await galaxyClient(ctx, place.galaxyId).listContracts({ ...pilot, ...paging, version })
  return { ...board, place: { ref, displayName } }
}
