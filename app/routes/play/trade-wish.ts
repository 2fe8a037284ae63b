import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { COMMODITIES, type Commodity } from '#server/domain/economy/commodities.ts'
import { type OrderSide } from '#server/domain/economy/quote.ts'
import { type Means } from '#server/domain/trade/order-limits.ts'
import { type Dealing } from '#server/domain/trade/preview-order.ts'

export type View = NonNullable<ApiOutputs['space']['mySector']>
export type Port = View['ports'][number]
export type BoardLine = Port['board'][number]

/** A market that somebody wants to trade at. */
export type MarketRef = { portId: number; commodity: Commodity }

/** A market in an address or a form; null if there can be none. */
export function marketRefOf(get: (name: 'port' | 'good') => string | null): MarketRef | null {
  const portId = Number(get('port'))
  const commodity = COMMODITIES.find((good) => good === get('good'))
  return Number.isSafeInteger(portId) && portId > 0 && commodity ? { portId, commodity } : null
}

export const sideOf = ({ role }: BoardLine): OrderSide => (role === 'sells' ? 'buy' : 'sell')

/** What the rules of trade need to know of a market, its law and the pilot. */
export function dealingOf(line: BoardLine, { rates, ship, purse }: View): Dealing & { means: Means } {
  const { commodity } = line
  return {
    market: line,
    commodity,
    side: sideOf(line),
    rates,
    means: {
      freeHolds: ship ? ship.cargoCapacity - ship.cargoUsed : 0,
      aboard: ship?.cargo[commodity] ?? 0,
      purse: BigInt(purse),
      berthFee: BigInt(ship?.docking.berthFee ?? 0),
    },
  }
}
