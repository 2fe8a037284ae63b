import { type BoardLine } from '../economy/price-board.ts'
import { type TradeRates } from '../economy/quote.ts'
import { type ReckonedMarket } from './find-trades.ts'

/** A port that a pilot knows, with its prices as they were seen. */
export type SeenPort = {
  sectorId: number
  sectorName: string
  seenAt: string
  isLive: boolean
  port: { id: number; name: string; board: BoardLine[] }
}

/** A market that a pilot knows, and the port that it was seen at. */
export type SeenMarket<Seen extends SeenPort = SeenPort> = ReckonedMarket & { seen: Seen }

/** All markets of these ports, under the law of the galaxy that they are in. */
export const seenMarkets = <Seen extends SeenPort>(
  ports: readonly Seen[],
  rates: TradeRates,
): SeenMarket<Seen>[] =>
  ports.flatMap((seen) =>
    seen.port.board.map((line) => ({ ...line, portId: seen.port.id, sectorId: seen.sectorId, rates, seen })),
  )

/** A market as one end of a trade. */
export const endView = ({ seen, stock }: SeenMarket) => ({
  portId: seen.port.id,
  portName: seen.port.name,
  sectorId: seen.sectorId,
  sectorName: seen.sectorName,
  stock,
  seenAt: seen.seenAt,
  isLive: seen.isLive,
})
