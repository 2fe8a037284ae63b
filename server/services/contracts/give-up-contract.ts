import { type ContractWish } from '#server/domain/contracts/inputs.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requirePilotPlace } from './pilot-place.ts'

/**
 * Gives a contract of the player back.
 * @throws UNAUTHORIZED, NOT_FOUND, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function giveUpContract(ctx: Ctx, wish: ContractWish): Promise<ContractWish> {
  const { place, pilot } = await requirePilotPlace(ctx)
  return galaxyClient(ctx, place.galaxyId).giveUpContract({ ...pilot, ...wish })
}
