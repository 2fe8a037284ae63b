import { type Wish } from '#server/domain/trade/inputs.ts'
import { type TradeQuote } from '#server/galaxy/api/trade-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireTradingPlace } from './trading-place.ts'

/** A quote with the versions of map and law and the stock that it was made from: when one of them changes, it is out of date. */
export type StampedQuote = TradeQuote & { stamps: TradeQuote['stamps'] & { map: number } }

/**
 * What an order would cost or bring the player now, itemised: exactly what is charged if nobody trades there in between.
 * @throws UNAUTHORIZED, CONFLICT with the reason, UNAVAILABLE when the galaxy cannot be reached.
 */
export async function quoteTrade(ctx: Ctx, wish: Wish): Promise<StampedQuote> {
  const { place, asked } = await requireTradingPlace(ctx)
  const quote = await galaxyClient(ctx, place.galaxyId).quoteTrade({ ...asked, ...wish })
  return { ...quote, stamps: { ...quote.stamps, map: place.version } }
}
