import { shareOf } from '../rates.ts'
import { HULLS, type ShipClass } from './hulls.ts'

export const SHIP_MODULES = ['shield', 'guns', 'scanner'] as const
export type ShipModule = (typeof SHIP_MODULES)[number]

/** Modules (ECONOMY.md §3): price in credits, and what one adds. */
export const MODULES: Readonly<Record<ShipModule, { name: string; price: bigint; adds: number }>> = {
  shield: { name: 'Shield', price: 8_000n, adds: 20 },
  guns: { name: 'Guns', price: 15_000n, adds: 20 },
  scanner: { name: 'Scanner', price: 5_000n, adds: 2 },
}
export const MAX_MODULES = 3
export const HOLDS_PER_MODULE = 10

/** Turns of way within which a pilot sees live prices without a scanner (ECONOMY.md §13). */
const SIGHT_TURNS = 3
/** A damaged ship is slow to dock. */
const DAMAGED_DOCKING_TURNS = 5

export type Ship = {
  hull: ShipClass
  modules: readonly ShipModule[]
  /** What a repair costs, basis points of the hull's list price; 0 for a sound ship. */
  damageBp: number
}

/** What a ship can do with its modules and its damage. */
export type ShipFigures = {
  /** Units of goods, sealed ones included. */
  holds: number
  /** Turns of a docking. */
  dockingTurns: number
  /** Credits of a docking. */
  berthFee: bigint
  shields: number
  guns: number
  /** Turns of way within which prices are seen live. */
  sightTurns: number
  /** Credits to make it sound again. */
  repairCost: bigint
}

export function shipFigures({ hull, modules, damageBp }: Ship): ShipFigures {
  const { holds, dockingTurns, berthFee, shields, guns, price } = HULLS[hull]
  const added = (kind: ShipModule) => modules.filter((module) => module === kind).length * MODULES[kind].adds
  return {
    holds: holds - HOLDS_PER_MODULE * modules.length,
    dockingTurns: dockingTurns + (damageBp > 0 ? DAMAGED_DOCKING_TURNS : 0),
    berthFee,
    shields: shields + added('shield'),
    guns: guns + added('guns'),
    sightTurns: SIGHT_TURNS + added('scanner'),
    repairCost: shareOf(price, damageBp),
  }
}

/** A ship with more damage; repairs never cost more than a new hull. */
export const damaged = (ship: Ship, damageBp: number): Ship => ({
  ...ship,
  damageBp: Math.min(10_000, ship.damageBp + damageBp),
})
