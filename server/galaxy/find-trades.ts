import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { freeHolds } from '#server/domain/ships/cargo.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import {
  findTrades as bestTrades,
  type FoundTrade,
  type ReckonedMarket,
} from '#server/domain/trade/find-trades.ts'
import { type KnownPrices, type TradeIdeas } from './api/price-calls.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { readKnownMarkets } from './known-markets.ts'
import { balanceOf } from './ledger-account.ts'

/** The trades between known ports that bring the pilot most per turn, with the ship, purse and hold as they are. */
export const findTrades = (
  galaxy: GalaxyCtx,
  { commodity, most, ...input }: CallInput<'findTrades'>,
): Promise<TradeIdeas> =>
  readKnownMarkets(galaxy, input, async ({ db, now, map, pilot, aboard, law, markets }) => {
    const purse = await balanceOf(db, 'purse', pilot.userId)
    const free = freeHolds(shipFigures(aboard.ship).holds, { cargo: aboard.cargo, sealedHolds: 0 })
    const trades = bestTrades(
      {
        sectorId: pilot.sectorId,
        ship: aboard.ship,
        stay: pilot,
        freeHolds: free,
        purse: BigInt(purse),
        rates: law.rates,
      },
      reckoned(markets).filter((market) => commodity === null || market.commodity === commodity),
      (sectorId) => turnsFrom(map.graph, sectorId),
      most,
    )
    return {
      asOf: now.toISOString(),
      sectorId: pilot.sectorId,
      knownPorts: markets.length,
      freeHolds: free,
      purse,
      trades: trades.map(tradeView),
    }
  })

type Known = KnownPrices['markets'][number]
type Reckoned = ReckonedMarket & { seen: Known }

const reckoned = (markets: readonly Known[]): Reckoned[] =>
  markets.flatMap((seen) =>
    seen.port.board.map((line) => ({ ...line, portId: seen.port.id, sectorId: seen.sectorId, seen })),
  )

const tradeView = ({ from, to, quantity, turns, ...credits }: FoundTrade<Reckoned>) => ({
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

const endView = ({ seen, stock }: Reckoned) => ({
  portId: seen.port.id,
  portName: seen.port.name,
  sectorId: seen.sectorId,
  sectorName: seen.sectorName,
  stock,
  seenAt: seen.seenAt,
  isLive: seen.isLive,
})
