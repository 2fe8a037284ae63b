import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { findTrades as bestTrades } from '#server/domain/trade/find-trades.ts'
import { seenMarkets } from '#server/domain/trade/seen-markets.ts'
import { type TradeIdeas } from './api/price-calls.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { readKnownMarkets } from './known-markets.ts'
import { seekerOf, tradeView } from './reckoned-markets.ts'

/** The trades between known ports that bring the pilot most per turn, with the ship, purse and hold as they are. */
export const findTrades = (
  galaxy: GalaxyCtx,
  { commodity, most, ...input }: CallInput<'findTrades'>,
): Promise<TradeIdeas> =>
  readKnownMarkets(galaxy, input, async (known) => {
    const { now, map, pilot, markets, law } = known
    const seeker = await seekerOf(known)
    const trades = bestTrades(
      seeker,
      seenMarkets(markets, known.law.rates).filter(
        (market) => commodity === null || market.commodity === commodity,
      ),
      (sectorId) => turnsFrom(map.graph, sectorId),
      most,
    )
    return {
      asOf: now.toISOString(),
      stamps: { map: input.version, law: law.law?.version ?? 0 },
      sectorId: pilot.sectorId,
      knownPorts: markets.length,
      freeHolds: seeker.freeHolds,
      purse: Number(seeker.purse),
      trades: trades.map(tradeView),
    }
  })
