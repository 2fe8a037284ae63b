import { type PortClass } from '../galaxy/port-classes.ts'
import { type Rank } from './ranks.ts'

/** Names of the hulls in the database. */
export const SHIP_CLASSES = [
  'pathfinder',
  'courier',
  'hauler',
  'freighter',
  'bulk_carrier',
  'corvette',
] as const
export type ShipClass = (typeof SHIP_CLASSES)[number]

export type HullSpec = {
  name: string
  /** Units of goods without modules. */
  holds: number
  /** Turns for the first business of a stay. */
  dockingTurns: number
  /** List price, credits. */
  price: bigint
  /** Credits a docking. */
  berthFee: bigint
  shields: number
  guns: number
  /** Needed to buy it; null for none. */
  rank: Rank | null
  /** Classes of ports whose yards sell it. */
  yards: readonly PortClass[]
}

const CIVIL_YARDS: readonly PortClass[] = ['trade_hub', 'foundry']
/** Classes of ports that have a yard. */
export const YARD_CLASSES = CIVIL_YARDS
const NAVAL_YARDS: readonly PortClass[] = ['foundry']

/** The hulls (ECONOMY.md §3). */
export const HULLS: Readonly<Record<ShipClass, HullSpec>> = {
  // Nobody sells it, so starting over gains nothing.
  pathfinder: {
    name: 'Pathfinder',
    holds: 40,
    dockingTurns: 10,
    price: 0n,
    berthFee: 0n,
    shields: 20,
    guns: 0,
    rank: null,
    yards: [],
  },
  courier: {
    name: 'Courier',
    holds: 60,
    dockingTurns: 6,
    price: 12_000n,
    berthFee: 15n,
    shields: 15,
    guns: 0,
    rank: null,
    yards: CIVIL_YARDS,
  },
  hauler: {
    name: 'Hauler',
    holds: 120,
    dockingTurns: 10,
    price: 25_000n,
    berthFee: 30n,
    shields: 40,
    guns: 0,
    rank: null,
    yards: CIVIL_YARDS,
  },
  freighter: {
    name: 'Freighter',
    holds: 240,
    dockingTurns: 13,
    price: 120_000n,
    berthFee: 80n,
    shields: 70,
    guns: 0,
    rank: 'merchant',
    yards: CIVIL_YARDS,
  },
  bulk_carrier: {
    name: 'Bulk carrier',
    holds: 440,
    dockingTurns: 17,
    price: 500_000n,
    berthFee: 200n,
    shields: 120,
    guns: 0,
    rank: 'captain',
    yards: CIVIL_YARDS,
  },
  corvette: {
    name: 'Corvette',
    holds: 50,
    dockingTurns: 8,
    price: 150_000n,
    berthFee: 60n,
    shields: 80,
    guns: 100,
    rank: 'merchant',
    yards: NAVAL_YARDS,
  },
}

/** The ship of a new pilot. */
export const STARTER_CLASS: ShipClass = 'pathfinder'

/** The name of a ship whose pilot is renamed: one that is called after them changes, any other stays. */
export const renamedShip = (
  { name, hull }: { name: string; hull: ShipClass },
  { from, to }: { from: string; to: string },
): string => (name === shipName(from, hull) ? shipName(to, hull) : name)

/** The name of a pilot's new ship. */
export const shipName = (callsign: string, hull: ShipClass): string => `${callsign}’s ${HULLS[hull].name}`

export const hasYard = (portClass: PortClass): boolean => YARD_CLASSES.includes(portClass)
