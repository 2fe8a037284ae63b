import { type MarketTerms, type PilotRef } from '#server/galaxy/api/pilot-terms.ts'
import { type Ctx } from '../context.ts'
import { marketTerms } from '../space/market-terms.ts'
import { placeOfGalaxy, requireOpenPlace, type Place } from '../space/place.ts'
import { pilotOf, requirePresence } from '../space/presence.ts'

export type TradingPlace = { place: Place; asked: PilotRef & MarketTerms }

/** Where the player trades, and under which terms. @throws UNAUTHORIZED, CONFLICT `not-present`, `region-not-open`. */
export async function requireTradingPlace(ctx: Ctx): Promise<TradingPlace> {
  const present = await requirePresence(ctx)
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  requireOpenPlace(place)
  const { terms } = await marketTerms(ctx, place, present.userId)
  return { place, asked: { ...pilotOf(present), ...terms } }
}
