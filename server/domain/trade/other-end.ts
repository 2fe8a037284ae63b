import { type Commodity } from '../economy/commodities.ts'
import { quote, type TradeRates } from '../economy/quote.ts'
import { type KnownMarket } from './known-prices.ts'

/** Another port that buys the good, with what it would pay by the stock that the pilot remembers. */
export type OtherEnd = Omit<KnownMarket, 'port' | 'turns'> & {
  turns: number
  portName: string
  /** Credits for all units, after tariff and tax. */
  net: bigint
  /** Credits more than here: than they cost, or than they bring. Negative for a loss. */
  gain: bigint
}

export type OtherEndWish = {
  commodity: Commodity
  quantity: number
  /** The port that trades now, and what it takes or pays for all units. */
  here: { portId: number; net: bigint }
  rates: TradeRates
  /** Turns of a docking of the ship. */
  dockingTurns: number
}

/**
 * Where units that are bought here, or not sold here, bring most by the turn of way and docking; if they bring less everywhere, the port
 * with the smallest loss. Null if the pilot knows no other port that buys the good and can be reached.
 */
export function findOtherEnd(wish: OtherEndWish, markets: readonly KnownMarket[]): OtherEnd | null {
  const ends = markets.flatMap((market) => endAt(wish, market))
  return ends.sort((a, b) => worth(b, wish) - worth(a, wish) || a.turns - b.turns)[0] ?? null
}

function endAt({ commodity, quantity, here, rates }: OtherEndWish, market: KnownMarket): OtherEnd[] {
  const { port, turns, ...seen } = market
  if (turns === null || port.id === here.portId) return []
  const line = port.board.find((one) => one.commodity === commodity && one.role === 'buys')
  const quoted = line && quote({ side: 'sell', market: line, quantity, ...rates })
  if (!quoted?.ok) return []
  const { net } = quoted.value
  return [{ ...seen, turns, portName: port.name, net, gain: net - here.net }]
}

const worth = ({ gain, turns }: OtherEnd, { dockingTurns }: OtherEndWish): number =>
  gain > 0n ? Number(gain) / Math.max(1, turns + dockingTurns) : Number(gain)
