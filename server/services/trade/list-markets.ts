import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * The ports whose prices the player's ship sees, nearest first, with what their goods cost and bring this player now.
 * @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function listMarkets(ctx: Ctx): Promise<CallOutput<'listMarkets'>> {
  const { place, asked } = await requireTradingPlace(ctx)
  return galaxyClient(ctx, place.galaxyId).listMarkets({ ...asked, version: place.version })
}
