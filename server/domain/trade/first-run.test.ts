import { describe, expect, it } from 'vitest'
import { economyOn, openEconomyDay, type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { type StoredMarket } from '#server/domain/economy/market-on-day.ts'
import { evenOutput } from '#server/domain/economy/output.ts'
import { boardLine, type BoardLine } from '#server/domain/economy/price-board.ts'
import { endowment } from '#server/domain/economy/price-level.ts'
import { settleMarket } from '#server/domain/economy/settle-market.ts'
import { EVEN_TEMPO_BP } from '#server/domain/economy/tempo.ts'
import { generateRegion } from '#server/domain/galaxy/generate-region.ts'
import { createWarpGraph, sectorsWithin } from '#server/domain/galaxy/route-finding.ts'
import { availableTurns, fullTurns, spendTurns, TURNS_PER_DAY } from '#server/domain/galaxy/turns.ts'
import { freeHolds, type Cargo } from '#server/domain/ships/cargo.ts'
import { dockingCharge } from '#server/domain/ships/docking.ts'
import { STARTER_CLASS } from '#server/domain/ships/hulls.ts'
import { shipFigures, type Ship } from '#server/domain/ships/ship.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { decideTrade } from './decide-trade.ts'
import { firstRun, FIRST_RUN_REACH, FIRST_RUN_TURNS, type FirstRun, type RunEnd } from './first-run.ts'

const FIRST_DAY = 20_000
const SHIP: Ship = { hull: STARTER_CLASS, modules: [], damageBp: 0 }
/** "Enter the galaxy", the sign-up's button, and "Start here". */
const CLICKS_BEFORE = 3
const CLICKS_MAX = 8

/** A new region on its first day, noon. */
function newRegion(seed: string) {
  const plan = generateRegion({ seed })
  const graph = createWarpGraph(plan.warps)
  const events = { tempoBp: EVEN_TEMPO_BP, works: {}, festival: false, shocks: [] }
  const law = { endowment: endowment(seed), outputFactors: evenOutput() }
  const days: EconomyDay[] = [openEconomyDay(null, FIRST_DAY, law, events)]
  const stockAt = new Date(FIRST_DAY * DAY_MS)
  const markets = plan.portMarkets.map((planned): StoredMarket => ({
    ...planned,
    stockRemainder: 0,
    stockAt,
  }))
  const turnsFrom = new Map<number, Map<number, number>>()
  const turnsBetween = (from: number, to: number) => {
    const known = turnsFrom.get(from) ?? sectorsWithin(graph, from, FIRST_RUN_TURNS)
    turnsFrom.set(from, known)
    return known.get(to)
  }
  return { plan, graph, days, markets, turnsBetween }
}

/** Plays a newcomer who does what the page suggests, by the rules that fill orders. */
function play(seed: string, taxRateBp: number, credits: bigint) {
  const region = newRegion(seed)
  const now = new Date(FIRST_DAY * DAY_MS + DAY_MS / 2)
  const rates = { taxRateBp, tariffBp: 0 }
  let pilot = {
    sectorId: region.plan.gateSectorId,
    purse: credits,
    cargo: {} as Cargo,
    stay: { docked: false, hasDocked: false },
    turns: fullTurns(now),
  }
  let clicks = CLICKS_BEFORE
  const look = (): FirstRun | null => {
    const { dockingTurns } = shipFigures(SHIP)
    const seen = sectorsWithin(region.graph, pilot.sectorId, FIRST_RUN_REACH)
    const today = economyOn(region.days, FIRST_DAY)
    const ports = region.plan.ports
      .filter(({ sectorId }) => seen.has(sectorId))
      .map((port) => ({
        ...port,
        board: region.markets
          .filter(({ portId }) => portId === port.id)
          .map((market) => boardLine(settleMarket(market, region.days, now), rates, today)),
      }))
    return firstRun(
      {
        ...pilot,
        freeHolds: freeHolds(shipFigures(SHIP).holds, { cargo: pilot.cargo, sealedHolds: 0 }),
        docking: { next: dockingCharge(SHIP, pilot.stay).turns, later: dockingTurns },
        turnsLeft: FIRST_RUN_TURNS - (TURNS_PER_DAY - availableTurns(pilot.turns, now)),
      },
      { ports, rates, turnsBetween: region.turnsBetween },
    )
  }
  const fly = ({ sectorId, turns }: RunEnd) => {
    if (turns === 0) return
    const spent = spendTurns(pilot.turns, turns, now)
    if (!spent.ok) throw new Error(spent.message)
    pilot = { ...pilot, sectorId, stay: { ...pilot.stay, docked: false }, turns: spent.value }
    clicks += 1
  }
  const order = (side: 'buy' | 'sell', run: FirstRun, { portId }: RunEnd) => {
    const index = region.markets.findIndex(
      (market) => market.portId === portId && market.commodity === run.commodity,
    )
    const worstNet = side === 'buy' ? pilot.purse : 0n
    const verdict = decideTrade(
      region.markets[index] ?? null,
      { ...pilot, ship: SHIP, hold: { cargo: pilot.cargo, sealedHolds: 0 } },
      { side, commodity: run.commodity, quantity: run.quantity, worstNet },
      { rates, days: region.days },
      now,
    )
    if (!verdict.ok) throw new Error(`${side}: ${verdict.message}`)
    const { purse, cargo, docking, market } = verdict.value
    region.markets[index] = market
    pilot = { ...pilot, purse, cargo, turns: docking.account, stay: { docked: true, hasDocked: true } }
    clicks += 1
  }
  const first = look()
  if (!first?.buy) return null
  fly(first.buy)
  order('buy', first, first.buy)
  const then = look()
  if (!then || then.buy) return null
  fly(then.sell)
  order('sell', then, then.sell)
  return {
    profit: Number(pilot.purse - credits),
    turns: TURNS_PER_DAY - availableTurns(pilot.turns, now),
    clicks,
  }
}

const SEEDS = Array.from({ length: 60 }, (_, index) => `first-${index}`)

describe('the first five minutes', () => {
  it.each([
    [1_000n, 500],
    [1_000n, 2_500],
    [100n, 500],
    [100n, 2_500],
  ])('with %i credits at %i bp of tax end in profit in each of 60 regions', (credits, taxRateBp) => {
    const failed = SEEDS.filter((seed) => {
      const played = play(seed, taxRateBp, credits)
      return !(
        played !== null &&
        played.profit > 0 &&
        played.turns <= FIRST_RUN_TURNS &&
        played.clicks <= CLICKS_MAX
      )
    })
    expect(failed).toEqual([])
  })

  it('suggests nothing where nothing pays', () => {
    const { plan, turnsBetween } = newRegion('first-0')
    const around = {
      ports: [],
      rates: { taxRateBp: 500, tariffBp: 0 },
      turnsBetween,
    }
    const newcomer = {
      ...{ sectorId: plan.gateSectorId, purse: 1_000n, freeHolds: 40, cargo: {} },
      docking: { next: 0, later: 10 },
      turnsLeft: FIRST_RUN_TURNS,
    }
    expect(firstRun(newcomer, around)).toBeNull()
  })

  it('is not led astray by a better run that would take too many turns in all', () => {
    const line = (role: 'sells' | 'buys', basePrice: number): BoardLine => ({
      ...{ commodity: 'food', role, basePrice, levelBp: 10_000, stock: 500, capacity: 1_000, spreadBp: 500 },
      ...{ perDay: 0, offer: null },
    })
    const port = (id: number, board: BoardLine[]) => ({ id, name: `Port ${id}`, sectorId: id, board })
    const around = {
      ports: [port(1, [line('sells', 10)]), port(3, [line('buys', 14)]), port(6, [line('buys', 30)])],
      rates: { taxRateBp: 500, tariffBp: 0 },
      turnsBetween: (from: number, to: number) => Math.abs(to - from),
    }
    const newcomer = {
      ...{ sectorId: 2, purse: 1_000n, freeHolds: 40, cargo: {} },
      docking: { next: 0, later: 10 },
    }
    const soldAt = (turnsLeft: number) => firstRun({ ...newcomer, turnsLeft }, around)?.sell.portId
    expect(soldAt(FIRST_RUN_TURNS)).toBe(3)
    const nearer = { ...newcomer, sectorId: 1, cargo: { food: 40 } }
    const sale = (turnsLeft: number, sectorId: number) =>
      firstRun({ ...nearer, sectorId, turnsLeft }, around)?.sell.portId
    expect([sale(14, 2), sale(13, 2), sale(11, 2)]).toEqual([6, 3, 3])
    // Nothing ends in time any more: then the best counts.
    expect(sale(5, 2)).toBe(6)
  })
})
