import { type Order } from '#server/domain/trade/inputs.ts'
import { type TradeOutcome } from '#server/galaxy/api/trade-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { showSectors } from '../space/show-sectors.ts'
import { requireTradingPlace } from './trading-place.ts'

/**
 * Buys or sells at a port of the player's sector: the whole order at the accepted price or better, or nothing. Its galaxy's ledger is the
 * record. @throws UNAUTHORIZED, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function placeOrder(ctx: Ctx, order: Order): Promise<TradeOutcome> {
  const { place, asked } = await requireTradingPlace(ctx)
  const { sectorId, ...outcome } = await galaxyClient(ctx, place.galaxyId).fillOrder({ ...asked, ...order })
  if (outcome.outcome === 'filled') await showSectors(ctx, place, [sectorId])
  return outcome
}
