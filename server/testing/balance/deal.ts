import { type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { type OrderSide, type TradeRates } from '#server/domain/economy/quote.ts'
import { HULLS, type ShipClass } from '#server/domain/ships/hulls.ts'
import { renown } from '#server/domain/ships/ranks.ts'
import { decideYardOrder } from '#server/domain/ships/shipyard.ts'
import { decideTrade } from '#server/domain/trade/decide-trade.ts'
import { tradePostings } from '#server/domain/trade/trade-postings.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { fareOf, nextHull } from './choose-route.ts'
import { addPostings, type Figures } from './figures.ts'
import { type Trader } from './traders.ts'
import { FIRST_DAY, type World } from './world.ts'

/** Where traders meet the rules, and where what they do is counted. */
export type Counter = {
  world: World
  days: readonly EconomyDay[][]
  rates: TradeRates
  figures: Figures
  /** Milliseconds; what happens before is warm-up. */
  countsFrom: number
}

const ANY_PRICE = { buy: BigInt(Number.MAX_SAFE_INTEGER), sell: 0n } as const
const PARTIES = { userId: 'trader', shipId: 'ship' }

/** One order by the rule that fills orders in the game; null if it refuses. */
export function deal(
  { world, days, rates, figures, countsFrom }: Counter,
  trader: Trader,
  { market: index, side, quantity }: { market: number; side: OrderSide; quantity: number },
  now: number,
): { dockingTurns: number } | null {
  const market = world.markets[index]
  if (!market) throw new Error(`no market ${index}`)
  const { commodity } = market.row
  const verdict = decideTrade(
    market.row,
    { ...trader, hold: { cargo: trader.cargo, sealedHolds: 0 }, stay: trader },
    { side, commodity, quantity, worstNet: ANY_PRICE[side] },
    { rates, days: days[market.galaxy] ?? [] },
    new Date(now),
  )
  if (!verdict.ok) return null
  const filled = verdict.value
  addPostings(figures, tradePostings(filled, PARTIES))
  if (now >= countsFrom) {
    const kind = figures.kinds[trader.kind]
    kind.profit += Number(filled.purse - trader.purse)
    kind.turns += filled.docking.turns
    kind.trades += 1
    if (side === 'sell') {
      figures.sold[commodity] += quantity
      if (trader.boughtIn === 0 && market.galaxy === 1) figures.exported[commodity] += quantity
    }
  }
  if (side === 'buy') trader.boughtIn = market.galaxy
  market.row = filled.market
  trader.purse = filled.purse
  trader.cargo = filled.cargo
  trader.turns = filled.docking.account
  trader.docked = true
  trader.hasDocked = true
  if (side === 'buy') trader.purchasesNet += filled.quote.net
  else trader.salesNet += filled.quote.net
  trader.highestRenown = Math.max(
    trader.highestRenown,
    renown({ ...trader, contracts: 0, sectorsCharted: 0 }),
  )
  return { dockingTurns: filled.docking.turns }
}

/** What crossing to another galaxy costs. */
export function payFare({ world, figures, countsFrom }: Counter, trader: Trader, to: number, now: number) {
  const fare = fareOf(world, trader.port, to)
  if (fare === 0) return
  trader.purse -= BigInt(fare)
  addPostings(figures, [
    { account: 'purse', ownerId: 'trader', asset: 'credits', amount: -BigInt(fare) },
    { account: 'sink:travel_fare', ownerId: null, asset: 'credits', amount: BigInt(fare) },
  ])
  if (now >= countsFrom) figures.kinds[trader.kind].profit -= fare
}

/** Share of a new hull's price that stays in the purse for goods. */
const WORKING_CAPITAL = 4n

/** Buys the next larger hull, up to `largest`, where a yard sells it and the purse allows. Not part of the profit of trade. */
export function upgrade({ world, figures }: Counter, trader: Trader, largest: ShipClass, now: number): void {
  const hull = nextHull(trader)
  const port = world.ports[trader.port]
  if (!hull || !port || HULLS[hull].price > HULLS[largest].price) return
  const customer = { ...trader, hold: { cargo: trader.cargo, sealedHolds: 0 }, stay: trader }
  const verdict = decideYardOrder(port.portClass, customer, { kind: 'hull', hull }, new Date(now))
  if (!verdict.ok || verdict.value.purse < HULLS[hull].price / WORKING_CAPITAL) return
  const { ship, cost, purse } = verdict.value
  addPostings(figures, [
    { account: 'purse', ownerId: 'trader', asset: 'credits', amount: -cost },
    { account: 'sink:shipyard', ownerId: null, asset: 'credits', amount: cost },
  ])
  figures.hulls.push({ kind: trader.kind, hull, day: Math.floor(now / DAY_MS) - FIRST_DAY })
  trader.ship = ship
  trader.purse = purse
}
