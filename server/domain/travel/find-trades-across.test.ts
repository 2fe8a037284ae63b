import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyRates, marketsIn, seekerIn } from '#server/testing/trade-samples.ts'
import { quote, type TradeRates } from '../economy/quote.ts'
import { dockingCharge } from '../ships/docking.ts'
import { findTradesAcross, type Crossing, type TradeAcross } from './find-trades-across.ts'
import { compareTrades, type ReckonedMarket, type TradeSeeker } from '../trade/find-trades.ts'

const SECTORS = 4
type Turns = (number | null)[]
type World = {
  seeker: TradeSeeker
  near: ReckonedMarket[]
  far: ReckonedMarket[]
  fromShip: Turns
  toGates: Turns[]
  fromGates: Turns[]
  crossings: Crossing[]
}

/** Every pair, every crossing, every quantity. */
function bruteForce({ seeker, near, far, fromShip, toGates, fromGates, crossings }: World, most: number) {
  const trades: TradeAcross<ReckonedMarket, Crossing>[] = []
  for (const from of near)
    for (const to of far) {
      if (from.role !== 'sells' || to.role !== 'buys' || from.commodity !== to.commodity) continue
      const docked = seeker.stay.docked && from.sectorId === seeker.sectorId
      const first = dockingCharge(seeker.ship, { ...seeker.stay, docked })
      const second = dockingCharge(seeker.ship, { docked: false, hasDocked: true })
      const berthFees = first.berthFee + second.berthFee
      const tried: typeof trades = []
      for (const crossing of crossings) {
        const ways = [
          fromShip[from.sectorId],
          toGates[crossing.from]?.[from.sectorId],
          fromGates[crossing.to]?.[to.sectorId],
        ]
        if (ways.some((turns) => turns === null || turns === undefined)) continue
        const flown = ways.reduce<number>((sum, turns) => sum + (turns ?? 0), crossing.turns)
        for (let quantity = 1; quantity <= Math.min(seeker.freeHolds, from.stock); quantity++) {
          const bought = quote({ side: 'buy', market: from, quantity, ...from.rates })
          const sold = quote({ side: 'sell', market: to, quantity, ...to.rates })
          if (!bought.ok || !sold.ok) throw new Error('both are within stock')
          if (bought.value.net + first.berthFee + crossing.credits > seeker.purse) break
          const profit = sold.value.net - bought.value.net - berthFees - crossing.credits
          tried.push({
            ...{ from, to, quantity, cost: bought.value.net, proceeds: sold.value.net, berthFees, profit },
            ...{ turns: Math.max(1, flown + first.turns + second.turns), crossing },
          })
        }
      }
      // Of each crossing the quantity with the highest profit, as a pilot fills the hold; of several crossings the best per turn.
      const bestOf = crossings.flatMap((crossing) => {
        const [best] = tried
          .filter((trade) => trade.crossing === crossing && trade.profit > 0n)
          .sort(compareTrades)
        return best ?? []
      })
      const [best] = bestOf.sort(compareTrades)
      if (best) trades.push(best)
    }
  return trades.sort(compareTrades).slice(0, most)
}

const anySector = fc.integer({ min: 0, max: SECTORS - 1 })
/** Of one galaxy: one law holds in all of it. */
const marketsUnder = (law: TradeRates) => marketsIn(anySector, fc.constant(law), { min: 1, max: 6 })
const turns = fc.array(fc.option(fc.integer({ min: 0, max: 12 })), {
  minLength: SECTORS,
  maxLength: SECTORS,
})
const gates = fc.tuple(turns, turns)
const crossing = fc.record({
  from: fc.integer({ min: 0, max: 1 }),
  to: fc.integer({ min: 0, max: 1 }),
  turns: fc.integer({ min: 5, max: 30 }),
  minutes: fc.integer({ min: 3, max: 10 }),
  credits: fc.bigInt({ min: 0n, max: 300n }),
})
const world: fc.Arbitrary<World> = fc.record({ here: anyRates, there: anyRates }).chain(({ here, there }) =>
  fc.record({
    seeker: seekerIn(anySector),
    near: marketsUnder(here),
    // Ports and sectors of two galaxies have the same numbers.
    far: marketsUnder(there),
    ...{ fromShip: turns, toGates: gates, fromGates: gates },
    crossings: fc.array(crossing, { maxLength: 4 }),
  }),
)
const found = ({ seeker, near, far, fromShip, toGates, fromGates, crossings }: World, most: number) =>
  findTradesAcross(
    seeker,
    {
      markets: near,
      turnsTo: (sectorId) => fromShip[sectorId] ?? null,
      turnsAtGate: (gate, sectorId) => toGates[gate]?.[sectorId] ?? null,
    },
    { markets: far, turnsAtGate: (gate, sectorId) => fromGates[gate]?.[sectorId] ?? null },
    crossings,
    most,
  )

describe('the trades across a gate that are found', () => {
  it('bring what trying every pair of ports with every crossing and quantity brings at best', () => {
    fc.assert(
      fc.property(world, (one) => {
        const worth = ({ profit, turns: flown, quantity }: TradeAcross<ReckonedMarket, Crossing>) => ({
          ...{ profit, flown, quantity },
        })
        expect(found(one, 3).map(worth)).toEqual(bruteForce(one, 3).map(worth))
      }),
      { numRuns: 300 },
    )
  })
})
