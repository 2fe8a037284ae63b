import { type JourneyCost } from './journey.ts'
import {
  bestOrder,
  compareTrades,
  dockingsOf,
  mostOf,
  perTurn,
  type FoundTrade,
  type ReckonedMarket,
  type TradeSeeker,
} from '../trade/find-trades.ts'
import { profitCurve } from '../trade/profit-curve.ts'

/** A way out of one galaxy into another: from a gate here to a gate there, with all passages in between. Credits are fares and tolls. */
export type Crossing = JourneyCost & { from: number; to: number }

/** What a pilot knows where the ship is. Turns are missing where no way leads. */
export type Side<Market> = {
  markets: readonly Market[]
  /** Turns between a gate and a sector of the galaxy, in the direction of the trade. */
  turnsAtGate: (gate: number, sectorId: number) => number | null
}
export type NearSide<Market> = Side<Market> & { turnsTo: (sectorId: number) => number | null }

/** Buying here and selling all of it in another galaxy. `profit` is what is left after fares and tolls too. */
export type TradeAcross<Market extends ReckonedMarket, Way extends Crossing> = FoundTrade<Market> & {
  crossing: Way
}

/**
 * The trades across a gate that bring most net profit per turn at the stocks given, best first; each pair of ports stands once, with its best
 * crossing and quantity. Exact, as `findTrades`: by taking pairs by what they could bring at best. Fares and tolls are paid before
 * anything is sold, so the purse has to keep them.
 */
export function findTradesAcross<Market extends ReckonedMarket, Way extends Crossing>(
  seeker: TradeSeeker,
  near: NearSide<Market>,
  far: Side<Market>,
  crossings: readonly Way[],
  most: number,
): TradeAcross<Market, Way>[] {
  const best = new Map<string, TradeAcross<Market, Way>>()
  const shown = () => [...best.values()].sort(compareTrades).slice(0, most)
  for (const prospect of prospectsAcross(seeker, near, far, crossings)) {
    const found = best.size < most ? [] : shown()
    const worst = found.length === most ? found.at(-1) : undefined
    if (worst && prospect.bestPerTurn < perTurn(worst)) break
    const trade = workedOut(seeker, prospect)
    const key = `${prospect.from.portId}/${prospect.to.portId}/${prospect.from.commodity}`
    const known = best.get(key)
    if (trade && (!known || compareTrades(trade, known) < 0)) best.set(key, trade)
  }
  return shown()
}

type Prospect<Market, Way> = {
  from: Market
  to: Market
  most: number
  crossing: Way
  turns: number
  bestPerTurn: number
}

function prospectsAcross<Market extends ReckonedMarket, Way extends Crossing>(
  seeker: TradeSeeker,
  near: NearSide<Market>,
  far: Side<Market>,
  crossings: readonly Way[],
): Prospect<Market, Way>[] {
  const prospects: Prospect<Market, Way>[] = []
  for (const from of near.markets) {
    const there = near.turnsTo(from.sectorId)
    const most = mostOf(seeker, from)
    if (from.role !== 'sells' || there === null || most < 1) continue
    const dockings = dockingsOf(seeker, from, false)
    for (const to of far.markets) {
      if (to.role !== 'buys' || to.commodity !== from.commodity) continue
      const highest = profitCurve(from, to).highest(most) - Number(dockings.berthFees)
      for (const crossing of crossings) {
        const toGate = near.turnsAtGate(crossing.from, from.sectorId)
        const onward = far.turnsAtGate(crossing.to, to.sectorId)
        const best = highest - Number(crossing.credits)
        if (toGate === null || onward === null || best <= 0) continue
        const turns = Math.max(1, there + dockings.turns + toGate + crossing.turns + onward)
        prospects.push({ from, to, most, crossing, turns, bestPerTurn: best / turns })
      }
    }
  }
  return prospects.sort((a, b) => b.bestPerTurn - a.bestPerTurn)
}

function workedOut<Market extends ReckonedMarket, Way extends Crossing>(
  seeker: TradeSeeker,
  { from, to, most, crossing, turns }: Prospect<Market, Way>,
): TradeAcross<Market, Way> | null {
  const { firstBerth, berthFees } = dockingsOf(seeker, from, false)
  const kept = firstBerth + crossing.credits
  const best = bestOrder({ from, to, most }, seeker.purse - kept, berthFees + crossing.credits)
  return best && { from, to, ...best, berthFees, turns, crossing }
}
