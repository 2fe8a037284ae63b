import { type ContractWish } from '#server/domain/contracts/inputs.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requirePilotPlace } from './pilot-place.ts'

/**
 * Takes a shortage contract of the galaxy where the player is; again it changes nothing.
 * @throws UNAUTHORIZED, NOT_FOUND, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function takeContract(ctx: Ctx, wish: ContractWish): Promise<ContractWish> {
  const { place, pilot } = await requirePilotPlace(ctx)
  return galaxyClient(ctx, place.galaxyId).takeContract({ ...pilot, ...wish })
}
