import { type HistoryWish } from '#server/domain/trade/inputs.ts'
import { type CallOutput } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * Prices and units of a good by day, at a port of the player's sector.
 * @throws UNAUTHORIZED, CONFLICT with the reason, NOT_FOUND, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function getMarketHistory(ctx: Ctx, wish: HistoryWish): Promise<CallOutput<'getMarketHistory'>> {
  const { place, asked } = await requireTradingPlace(ctx)
  const { userId, fencingVersion } = asked
  return galaxyClient(ctx, place.galaxyId).getMarketHistory({ userId, fencingVersion, ...wish })
}
