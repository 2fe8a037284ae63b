import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quote } from '../economy/quote.ts'
import { anyRates, marketsIn, seekerIn } from '#server/testing/trade-samples.ts'
import { WARP_KINDS } from '../galaxy/galaxy-plan.ts'
import { createWarpGraph, turnsFrom } from '../galaxy/route-finding.ts'
import { dockingCharge } from '../ships/docking.ts'
import {
  compareTrades,
  findTrades,
  reckonTrade,
  type FoundTrade,
  type ReckonedMarket,
  type TradeSeeker,
} from './find-trades.ts'

const maker: ReckonedMarket = {
  portId: 1,
  sectorId: 2,
  commodity: 'food',
  role: 'sells',
  basePrice: 15,
  levelBp: 10_000,
  stock: 1680,
  capacity: 2240,
  spreadBp: 500,
  rates: { taxRateBp: 1_000, tariffBp: 0 },
}
const user: ReckonedMarket = { ...maker, portId: 2, sectorId: 3, role: 'buys', stock: 1120, capacity: 4480 }
const seeker: TradeSeeker = {
  sectorId: 1,
  ship: { hull: 'pathfinder', modules: [], damageBp: 0 },
  stay: { docked: false, hasDocked: true },
  freeHolds: 40,
  purse: 1_000n,
}
const graph = createWarpGraph([
  { fromSector: 1, toSector: 2, kind: 'local' },
  { fromSector: 2, toSector: 3, kind: 'local' },
])
const ways = (sectorId: number) => turnsFrom(graph, sectorId)

/** Every pair with every quantity. */
function bruteForce(
  who: TradeSeeker,
  markets: readonly ReckonedMarket[],
  waysOf: typeof ways,
  most: number,
): FoundTrade[] {
  const trades: FoundTrade[] = []
  for (const from of markets)
    for (const to of markets) {
      if (from.role !== 'sells' || to.role !== 'buys' || from.commodity !== to.commodity) continue
      const there = waysOf(who.sectorId).get(from.sectorId)
      const onward = waysOf(from.sectorId).get(to.sectorId)
      if (there === undefined || onward === undefined) continue
      const first = dockingCharge(who.ship, { ...who.stay, docked: who.stay.docked && there === 0 })
      const second =
        from.sectorId === to.sectorId
          ? { turns: 0, berthFee: 0n }
          : dockingCharge(who.ship, { docked: false, hasDocked: true })
      const tried: FoundTrade[] = []
      for (let quantity = 1; quantity <= Math.min(who.freeHolds, from.stock); quantity++) {
        const bought = quote({ side: 'buy', market: from, quantity, ...from.rates })
        const sold = quote({ side: 'sell', market: to, quantity, ...to.rates })
        if (!bought.ok || !sold.ok) throw new Error('both are within stock')
        const cost = bought.value.net
        if (cost + first.berthFee > who.purse) break
        const proceeds = sold.value.net
        const berthFees = first.berthFee + second.berthFee
        const turns = Math.max(1, there + first.turns + onward + second.turns)
        tried.push({
          from,
          to,
          quantity,
          cost,
          proceeds,
          berthFees,
          profit: proceeds - cost - berthFees,
          turns,
        })
      }
      const [best] = tried.filter(({ profit }) => profit > 0n).sort(compareTrades)
      if (best) trades.push(best)
    }
  return trades.sort(compareTrades).slice(0, most)
}

const SECTORS = 6
const anySector = fc.integer({ min: 1, max: SECTORS })
const anyMarkets = marketsIn(anySector, anyRates, { min: 2, max: 10 })
const anySeeker = seekerIn(anySector)
const anyWarps = fc.array(
  fc.record({
    fromSector: fc.integer({ min: 1, max: SECTORS }),
    toSector: fc.integer({ min: 1, max: SECTORS }),
    kind: fc.constantFrom(...WARP_KINDS),
  }),
  { minLength: 4, maxLength: 24 },
)

describe('the trades that are found', () => {
  it('are those of trying every pair of ports with every quantity', () => {
    fc.assert(
      fc.property(anySeeker, anyMarkets, anyWarps, (who, markets, warps) => {
        const map = createWarpGraph(warps.filter(({ fromSector, toSector }) => fromSector !== toSector))
        const waysOf = (sectorId: number) => turnsFrom(map, sectorId)
        expect(findTrades(who, markets, waysOf, 3)).toEqual(bruteForce(who, markets, waysOf, 3))
      }),
      { numRuns: 400 },
    )
  })

  it('cost and bring what the golden trade does, by the way there, two dockings and the way between', () => {
    const [trade] = findTrades(seeker, [maker, user], ways, 5)
    expect(trade).toMatchObject({
      quantity: 40,
      cost: 479n,
      proceeds: 639n,
      berthFees: 0n,
      profit: 160n,
      turns: 22,
    })
  })

  it('take no turns for a docking that has begun, nor for a newcomer’s first', () => {
    const turns = (over: Partial<TradeSeeker>) =>
      findTrades({ ...seeker, ...over }, [maker, user], ways, 1)[0]?.turns
    expect(turns({ sectorId: 2, stay: { docked: true, hasDocked: true } })).toBe(11)
    expect(turns({ stay: { docked: false, hasDocked: false } })).toBe(12)
    expect(turns({ stay: { docked: true, hasDocked: true } })).toBe(22)
  })

  it('buy no more than purse and hold allow', () => {
    const quantity = (over: Partial<TradeSeeker>) =>
      findTrades({ ...seeker, ...over }, [maker, user], ways, 1)[0]?.quantity
    expect(quantity({ purse: 120n })).toBe(10)
    expect(quantity({ freeHolds: 7 })).toBe(7)
    expect(quantity({ freeHolds: 0 })).toBeUndefined()
    expect(quantity({ purse: 0n })).toBeUndefined()
  })

  it('are worked out alone as among all', () => {
    const [trade] = findTrades(seeker, [maker, user], ways, 1)
    expect(reckonTrade(seeker, { from: maker, to: user }, ways)).toEqual(trade)
    expect(reckonTrade({ ...seeker, freeHolds: 0 }, { from: maker, to: user }, ways)).toBeNull()
    expect(reckonTrade(seeker, { from: maker, to: { ...user, stock: 4480 } }, ways)).toBeNull()
  })

  it('lead only where ways do', () => {
    const island = (sectorId: number) =>
      sectorId === 1
        ? new Map([
            [1, 0],
            [2, 1],
          ])
        : new Map([[sectorId, 0]])
    expect(findTrades(seeker, [maker, user], island, 5)).toEqual([])
  })
})
