import { type ContractWish, type CourierWish } from '#server/domain/contracts/inputs.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requirePilotPlace } from './pilot-place.ts'

/**
 * Takes sealed goods aboard at a trade hub of the player's sector.
 * @throws UNAUTHORIZED, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function takeCourier(ctx: Ctx, wish: CourierWish): Promise<ContractWish> {
  const { place, pilot } = await requirePilotPlace(ctx)
  return galaxyClient(ctx, place.galaxyId).takeCourier({ ...pilot, ...wish, version: place.version })
}
