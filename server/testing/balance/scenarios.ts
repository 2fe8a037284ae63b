import { NEUTRAL_BONUS, neutralBonuses } from '#server/domain/economy/specializations.ts'
import { outputFactors } from '#server/domain/economy/output.ts'
import { passageCost } from '#server/domain/travel/passage.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { tableOf } from '#server/domain/keys-of.ts'
import { type ShipClass } from '#server/domain/ships/hulls.ts'
import { type Figures } from './figures.ts'
import { simulate } from './simulate.ts'
import { type TraderKind } from './traders.ts'
import { gateWorld, twinWorld, type Crossing, type World } from './world.ts'

export const HAULERS = { hull: 'hauler', purse: 10_000 } as const

/** Of ten traders one is a newcomer, five play casually, three are greedy, one is a bot (ECONOMY.md §11). */
export const crowd = (traders: number): Record<TraderKind, number> => ({
  newcomer: traders / 10,
  casual: traders / 2,
  greedy: (3 * traders) / 10,
  bot: traders / 10,
})

/** Casual and bot as the only trader of a galaxy: what income can be at best. */
export function alone(world: World, days: number): Record<'casual' | 'bot', Figures> {
  return tableOf(['casual', 'bot'], (kind) =>
    simulate({ world, seed: 'alone', days, population: { [kind]: 1 }, start: HAULERS }),
  )
}

/** A region at a gate of the Nexus, in which technology has this bonus. */
export function tradeThroughGate(
  seed: string,
  technology: number,
  days: number,
  traders: string = 'gate',
): Figures {
  const law = outputFactors({ ...neutralBonuses(), technology }, null)
  const even = outputFactors(neutralBonuses(), null)
  return simulate({
    world: gateWorld(seed, throughGates('hauler', 1)),
    seed: traders,
    days,
    population: { casual: 20, greedy: 25, bot: 5 },
    start: HAULERS,
    outputOn: (_day, galaxy) => (galaxy === 0 ? law : even),
  })
}

/** Two regions with a gate each, the way between which leads through the Nexus. */
export function tradeBetween(seeds: readonly [string, string], hull: ShipClass, days: number): Figures {
  return simulate({
    world: twinWorld(seeds, throughGates(hull, 2)),
    seed: 'twins',
    days,
    population: { casual: 20, greedy: 25, bot: 5 },
    start: { hull, purse: 30_000 },
  })
}

/** Mean turns between two hub sectors of the Nexus (ECONOMY.md §8). */
const HUB_WAY = 11
const TOLL = 25

function throughGates(hull: ShipClass, passages: 1 | 2): Crossing {
  const { turns, fare, toll } = passageCost('gate', {
    hull,
    isGalacticCitizen: false,
    tollCredits: TOLL,
  })
  return {
    turns: passages * turns + (passages === 2 ? HUB_WAY : 0),
    fare: passages * Number(fare + toll),
  }
}

/** Fifty traders of a region under a tax rate, basis points. */
export const taxed = (world: World, taxRateBp: number, days: number): Figures =>
  simulate({
    world,
    seed: 'taxed',
    days,
    population: crowd(50),
    start: HAULERS,
    rates: { taxRateBp, tariffBp: 0 },
  })

/** Newcomers of ten minutes a day, who buy larger hulls as soon as they can. */
export const careers = (world: World, days: number): Figures =>
  simulate({ world, seed: 'newcomers', days, population: { newcomer: 10 }, buysHulls: true })

/** The same bonus for every good. */
export const equalBonuses = (bonus = NEUTRAL_BONUS) => tableOf(COMMODITIES, () => bonus)
