import { type KnownPrices } from '#server/galaxy/api/price-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * The prices that the player knows where they are: live in sight of the ship, otherwise as remembered.
 * @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function listPrices(ctx: Ctx): Promise<KnownPrices> {
  const { place, asked } = await requireTradingPlace(ctx)
  return galaxyClient(ctx, place.galaxyId).listPrices({ ...asked, version: place.version })
}
