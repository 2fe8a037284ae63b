import { type MarketTerms, type PilotRef } from '#server/galaxy/api/pilot-terms.ts'
import { type Ctx } from '../context.ts'
import { marketTermsHere } from '../space/market-terms.ts'
import { requireOpenPlace, type Place } from '../space/place.ts'
import { pilotOf } from '../space/presence.ts'
import { requireWhereOneIs } from '../space/where-one-is.ts'

export type TradingPlace = { place: Place; asked: PilotRef & MarketTerms }

/** Where the player trades, and under which terms. @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`. */
export async function requireTradingPlace(ctx: Ctx): Promise<TradingPlace> {
  const here = await requireWhereOneIs(ctx)
  const { present, place } = here
  requireOpenPlace(place)
  const { terms } = await marketTermsHere(ctx, here)
  return { place, asked: { ...pilotOf(present), ...terms } }
}
