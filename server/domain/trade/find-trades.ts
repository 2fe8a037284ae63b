import { type Commodity } from '../economy/commodities.ts'
import { type MarketRole } from '../economy/market-roles.ts'
import { type PortMarket } from '../economy/price-curve.ts'
import { quote, type TradeRates } from '../economy/quote.ts'
import { dockingCharge, type Stay } from '../ships/docking.ts'
import { type Ship } from '../ships/ship.ts'
import { profitCurve } from './profit-curve.ts'

/** A market of which a pilot knows the stock, now or as last seen, and what its law takes of their trade. */
export type ReckonedMarket = PortMarket & {
  portId: number
  sectorId: number
  commodity: Commodity
  role: MarketRole
  rates: TradeRates
}

/** Buying a good at one port and selling all of it at another. Credits, units, turns. */
export type FoundTrade<Market extends ReckonedMarket = ReckonedMarket> = {
  from: Market
  to: Market
  quantity: number
  /** What is paid at the first port, tariff included. */
  cost: bigint
  /** What the second port pays, after tariff and tax. */
  proceeds: bigint
  /** Of both dockings. */
  berthFees: bigint
  profit: bigint
  /** From where the ship is: both ways and both dockings; at least 1, so that profit can be set against it. */
  turns: number
}

/** Who looks for trades. */
export type TradeSeeker = {
  sectorId: number
  ship: Ship
  /** How the ship stands in its sector. */
  stay: Stay
  /** Units that the hold takes besides what is aboard. */
  freeHolds: number
  purse: bigint
}

/** Fewest turns from a sector to each that can be reached, 0 to itself. */
export type Ways = (sectorId: number) => ReadonlyMap<number, number>

/**
 * The trades that bring most net profit per turn at the stocks given, best first; each pair of ports stands once, with its best quantity.
 * Exact: the same as trying every pair with every quantity. Of equal ones the one with fewer turns comes first, then the smaller
 * order. Trades without profit are left out.
 *
 * Pairs are taken by what they could bring at best, until none can beat what was found, so few are worked out in whole credits.
 */
export function findTrades<Market extends ReckonedMarket>(
  seeker: TradeSeeker,
  markets: readonly Market[],
  ways: Ways,
  most: number,
): FoundTrade<Market>[] {
  const waysFrom = remembering(ways)
  const found: FoundTrade<Market>[] = []
  for (const prospect of prospectsOf(seeker, markets, waysFrom(seeker.sectorId))) {
    const worst = found.length === most ? found.at(-1) : undefined
    if (worst && prospect.bestPerTurn < perTurn(worst)) break
    const trade = workedOut(seeker, prospect, waysFrom)
    if (!trade) continue
    found.push(trade)
    found.sort(compareTrades)
    found.length = Math.min(found.length, most)
  }
  return found
}

/** One trade with its best quantity; null if it brings no profit, no way leads there, or hold or purse take nothing. */
export function reckonTrade<Market extends ReckonedMarket>(
  seeker: TradeSeeker,
  { from, to }: { from: Market; to: Market },
  ways: Ways,
): FoundTrade<Market> | null {
  const most = mostOf(seeker, from)
  return most < 1 ? null : workedOut(seeker, { from, to, most }, ways)
}

/** Units that the hold takes of what is there. */
export const mostOf = ({ freeHolds }: TradeSeeker, { stock }: ReckonedMarket): number =>
  Math.min(stock, freeHolds)

export const perTurn = ({ profit, turns }: Pick<FoundTrade, 'profit' | 'turns'>): number =>
  Number(profit) / turns

/** Better first: profit per turn without rounding, then fewer turns, then the smaller order, then the ports' numbers. */
export function compareTrades(a: FoundTrade, b: FoundTrade): number {
  const left = a.profit * BigInt(b.turns)
  const right = b.profit * BigInt(a.turns)
  if (left !== right) return left > right ? -1 : 1
  return (
    a.turns - b.turns ||
    a.quantity - b.quantity ||
    a.from.portId - b.from.portId ||
    a.to.portId - b.to.portId ||
    a.from.commodity.localeCompare(b.from.commodity)
  )
}

type Prospect<Market> = { from: Market; to: Market; most: number; bestPerTurn: number }

/** Pairs of a maker and a user that could bring a profit, by a bound of profit per turn that none exceeds. */
function prospectsOf<Market extends ReckonedMarket>(
  seeker: TradeSeeker,
  markets: readonly Market[],
  turnsTo: ReadonlyMap<number, number>,
): Prospect<Market>[] {
  const prospects: Prospect<Market>[] = []
  for (const from of markets) {
    const there = turnsTo.get(from.sectorId)
    const most = mostOf(seeker, from)
    if (from.role !== 'sells' || there === undefined || most < 1) continue
    for (const to of markets) {
      if (to.role !== 'buys' || to.commodity !== from.commodity) continue
      const { berthFees, turns } = dockingsOf(seeker, from, to.sectorId === from.sectorId)
      const best = profitCurve(from, to).highest(most) - Number(berthFees)
      if (best <= 0) continue
      // No way by the first port is shorter than the way to the second.
      const onward = (turnsTo.get(to.sectorId) ?? 0) - there
      const fewest = there + turns + Math.max(from.sectorId === to.sectorId ? 0 : 1, onward)
      prospects.push({ from, to, most, bestPerTurn: best / Math.max(1, fewest) })
    }
  }
  return prospects.sort((a, b) => b.bestPerTurn - a.bestPerTurn)
}

/** What docking takes at the first port and, unless both are in one sector, at the second. */
export function dockingsOf(
  { ship, stay, sectorId }: TradeSeeker,
  from: ReckonedMarket,
  inOneSector: boolean,
) {
  const arriving: Stay = { docked: false, hasDocked: stay.hasDocked }
  const first = dockingCharge(ship, from.sectorId === sectorId ? stay : arriving)
  const second = dockingCharge(ship, { docked: inOneSector, hasDocked: true })
  return {
    firstBerth: first.berthFee,
    berthFees: first.berthFee + second.berthFee,
    turns: first.turns + second.turns,
  }
}

/** A pair with its best quantity in whole credits; null if there is no way, no profit, or the purse buys nothing. */
function workedOut<Market extends ReckonedMarket>(
  seeker: TradeSeeker,
  { from, to, most }: Omit<Prospect<Market>, 'bestPerTurn'>,
  waysFrom: Ways,
): FoundTrade<Market> | null {
  const onward = waysFrom(from.sectorId).get(to.sectorId)
  const there = waysFrom(seeker.sectorId).get(from.sectorId)
  if (onward === undefined || there === undefined) return null
  const { firstBerth, berthFees, turns } = dockingsOf(seeker, from, to.sectorId === from.sectorId)
  const best = bestOrder({ from, to, most }, seeker.purse - firstBerth, berthFees)
  return best && { from, to, ...best, berthFees, turns: Math.max(1, there + turns + onward) }
}

type Order = Pick<FoundTrade, 'quantity' | 'cost' | 'proceeds' | 'profit'>

/** The quantity that brings most besides `charges`, for a cost within `purse`; null if none brings a profit. */
export function bestOrder<Market extends ReckonedMarket>(
  { from, to, most }: Omit<Prospect<Market>, 'bestPerTurn'>,
  purse: bigint,
  charges: bigint,
): Order | null {
  const curve = profitCurve(from, to)
  let best: Order | null = null
  for (const quantity of curve.candidates(most, (units) => costOf(from, units) <= purse)) {
    const cost = costOf(from, quantity)
    const proceeds = proceedsOf(to, quantity)
    const order = { quantity, cost, proceeds, profit: proceeds - cost - charges }
    if (isBetter(order, best)) best = order
  }
  return best
}

const isBetter = (order: Order, than: Order | null): boolean =>
  than === null
    ? order.profit > 0n
    : order.profit > than.profit || (order.profit === than.profit && order.quantity < than.quantity)

const costOf = (market: ReckonedMarket, quantity: number): bigint =>
  netOf(quote({ side: 'buy', market, quantity, ...market.rates }))

const proceedsOf = (market: ReckonedMarket, quantity: number): bigint =>
  netOf(quote({ side: 'sell', market, quantity, ...market.rates }))

function netOf(quoted: ReturnType<typeof quote>): bigint {
  if (!quoted.ok) throw new Error(`the quantity is within stock and above 0: ${quoted.message}`)
  return quoted.value.net
}

function remembering(ways: Ways): Ways {
  const known = new Map<number, ReadonlyMap<number, number>>()
  return (sectorId) => {
    const turns = known.get(sectorId) ?? ways(sectorId)
    known.set(sectorId, turns)
    return turns
  }
}
