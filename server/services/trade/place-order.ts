import { type Order } from '#server/domain/trade/inputs.ts'
import { type TradeOutcome } from '#server/galaxy/api/trade-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * Buys or sells at a port of the player's sector: the whole order at the accepted price or better, or nothing. Its galaxy's ledger is the
 * record. @throws UNAUTHORIZED, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function placeOrder(ctx: Ctx, order: Order): Promise<TradeOutcome> {
  const { place, asked } = await requireTradingPlace(ctx)
  const { sectorId, ...outcome } = await galaxyClient(ctx, place.galaxyId).fillOrder({ ...asked, ...order })
  // Open pages of this sector show the old prices. If this event is lost, they show them a little longer.
  if (outcome.outcome === 'filled')
    await ctx.events.publishAfterCommit([
      { audience: { kind: 'region', regionId: place.id }, topic: 'sector', id: String(sectorId) },
    ])
  return outcome
}
