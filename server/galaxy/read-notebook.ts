import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { reckonTrade } from '#server/domain/trade/find-trades.ts'
import { isMet } from '#server/domain/trade/price-watch.ts'
import { endView, seenMarkets } from '#server/domain/trade/seen-markets.ts'
import { type Notebook } from './api/price-calls.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { readKnownMarkets } from './known-markets.ts'
import { seekerOf, tradeView } from './reckoned-markets.ts'

/** What the pilot's notes come to, by the prices that they know. Writes nothing. */
export const readNotebook = (
  galaxy: GalaxyCtx,
  { watches, routes, ...input }: CallInput<'readNotebook'>,
): Promise<Notebook> =>
  readKnownMarkets(galaxy, input, async (known) => {
    const { now, map, pilot } = known
    const seeker = await seekerOf(known)
    const markets = seenMarkets(known.markets, known.law.rates)
    const marketAt = (portId: number, commodity: string) =>
      markets.find((market) => market.portId === portId && market.commodity === commodity)
    const ways = (sectorId: number) => turnsFrom(map.graph, sectorId)
    return {
      asOf: now.toISOString(),
      sectorId: pilot.sectorId,
      watches: watches.map(({ portId, commodity, limitCredits: limit }) => {
        const market = marketAt(portId, commodity)
        const line = market?.seen.port.board.find((one) => one.commodity === commodity)
        return {
          ...{ portId, commodity, limit },
          market:
            market && line ? { ...endView(market), role: line.role, net: line.offer?.net ?? null } : null,
          isMet: line !== undefined && isMet(line, limit),
        }
      }),
      routes: routes.map(({ fromPort, toPort, commodity }) => {
        const from = marketAt(fromPort, commodity)
        const to = marketAt(toPort, commodity)
        const trade = from && to ? reckonTrade(seeker, { from, to }, ways) : null
        return {
          ...{ fromPort, toPort, commodity },
          from: from ? endView(from) : null,
          to: to ? endView(to) : null,
          trade: trade && tradeView(trade),
        }
      }),
    }
  })
