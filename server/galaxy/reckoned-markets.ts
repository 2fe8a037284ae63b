import { freeHolds } from '#server/domain/ships/cargo.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { type FoundTrade, type ReckonedMarket, type TradeSeeker } from '#server/domain/trade/find-trades.ts'
import { type KnownPrices, type TradeIdeas } from './api/price-calls.ts'
import { type KnownMarkets } from './known-markets.ts'
import { balanceOf } from './ledger-account.ts'

type Known = KnownPrices['markets'][number]
/** A market that a pilot knows, and when it was seen. */
export type SeenMarket = ReckonedMarket & { seen: Known }

export const seenMarkets = ({
  markets,
  law: { rates },
}: Pick<KnownMarkets, 'markets' | 'law'>): SeenMarket[] =>
  markets.flatMap((seen) =>
    seen.port.board.map((line) => ({ ...line, portId: seen.port.id, sectorId: seen.sectorId, rates, seen })),
  )

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

export const endView = ({ seen, stock }: SeenMarket) => ({
  portId: seen.port.id,
  portName: seen.port.name,
  sectorId: seen.sectorId,
  sectorName: seen.sectorName,
  stock,
  seenAt: seen.seenAt,
  isLive: seen.isLive,
})
