import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type TradeIdeas } from '#server/galaxy/api/price-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireTradingPlace } from './trading-place.ts'

const MOST = 25

/**
 * The trade computer: the trades between ports that the player knows which bring most net profit per turn.
 * @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function findTrades(ctx: Ctx, input: { commodity?: Commodity }): Promise<TradeIdeas> {
  const { place, asked } = await requireTradingPlace(ctx)
  return galaxyClient(ctx, place.galaxyId).findTrades({
    ...asked,
    version: place.version,
    commodity: input.commodity ?? null,
    most: MOST,
  })
}
