import { COMMODITIES, type Commodity } from '../economy/commodities.ts'
import { type BoardLine } from '../economy/price-board.ts'

/** A port of which a pilot knows the prices. */
export type KnownMarket = {
  sectorId: number
  sectorName: string
  /** Turns of way from where the ship is; null if no way leads there. */
  turns: number | null
  seenAt: string
  isLive: boolean
  port: { id: number; name: string; board: BoardLine[] }
}

/** What a known port asks or pays for a lot of a good. */
export type KnownOffer = Omit<KnownMarket, 'port'> & {
  portId: number
  portName: string
  stock: number
  lot: number
  /** Credits for the lot, with everything that this pilot pays. */
  net: number
}

/** Where a good can be bought, the cheapest first, and sold, the dearest first. Ports without a lot in stock are left out. */
export type Ends = { buy: KnownOffer[]; sell: KnownOffer[] }

export function endsOf(commodity: Commodity, markets: readonly KnownMarket[]): Ends {
  const offers = (role: 'sells' | 'buys') =>
    markets.flatMap(({ port, ...seen }) =>
      port.board.flatMap((line): KnownOffer[] =>
        line.commodity === commodity && line.role === role && line.offer
          ? [{ ...seen, portId: port.id, portName: port.name, stock: line.stock, ...lotOf(line.offer) }]
          : [],
      ),
    )
  const nearer = (a: KnownOffer, b: KnownOffer) => (a.turns ?? Infinity) - (b.turns ?? Infinity) || 0
  return {
    buy: offers('sells').sort((a, b) => a.net - b.net || nearer(a, b)),
    sell: offers('buys').sort((a, b) => b.net - a.net || nearer(a, b)),
  }
}

const lotOf = ({ lot, net }: { lot: number; net: number }) => ({ lot, net })

/** A good with the best known ends of its trade; null where no port is known. */
export type GoodSummary = { commodity: Commodity; buy: KnownOffer | null; sell: KnownOffer | null }

/** All goods, those with the largest margin first. */
export const summarizeGoods = (markets: readonly KnownMarket[]): GoodSummary[] =>
  COMMODITIES.map((commodity) => {
    const { buy, sell } = endsOf(commodity, markets)
    return { commodity, buy: buy[0] ?? null, sell: sell[0] ?? null }
  }).sort((a, b) => marginOf(b) - marginOf(a))

const marginOf = ({ buy, sell }: GoodSummary): number => (buy && sell ? sell.net - buy.net : -Infinity)
