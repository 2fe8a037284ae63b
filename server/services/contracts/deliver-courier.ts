import { type ContractWish } from '#server/domain/contracts/inputs.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requirePilotPlace } from './pilot-place.ts'

/**
 * Hands sealed goods over at their port. `paid` is 0 for a courier who comes too late.
 * @throws UNAUTHORIZED, NOT_FOUND, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function deliverCourier(ctx: Ctx, wish: ContractWish): Promise<CallOutput<'deliverCourier'>> {
  const { place, pilot } = await requirePilotPlace(ctx)
  return galaxyClient(ctx, place.galaxyId).deliverCourier({ ...pilot, ...wish })
}
