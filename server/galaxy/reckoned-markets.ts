import { freeHolds } from '#server/domain/ships/cargo.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { type FoundTrade, type TradeSeeker } from '#server/domain/trade/find-trades.ts'
import { endView, type SeenMarket } from '#server/domain/trade/seen-markets.ts'
import { type TradeIdeas } from './api/price-calls.ts'
import { type KnownMarkets } from './known-markets.ts'
import { balanceOf } from './ledger-account.ts'

/** The pilot as somebody who looks for trades, with ship, purse and hold as they are. */
export async function seekerOf({ db, pilot, aboard }: KnownMarkets): Promise<TradeSeeker> {
  return {
    sectorId: pilot.sectorId,
    ship: aboard.ship,
    stay: pilot,
    freeHolds: freeHolds(shipFigures(aboard.ship).holds, aboard),
    purse: BigInt(await balanceOf(db, 'purse', pilot.userId)),
  }
}

export const tradeView = ({
  from,
  to,
  quantity,
  turns,
  ...credits
}: FoundTrade<SeenMarket>): TradeIdeas['trades'][number] => ({
  commodity: from.commodity,
  from: endView(from),
  to: endView(to),
  quantity,
  cost: Number(credits.cost),
  proceeds: Number(credits.proceeds),
  berthFees: Number(credits.berthFees),
  profit: Number(credits.profit),
  turns,
})
