import { type PortClass } from '../galaxy/port-classes.ts'
import { type TurnAccount } from '../galaxy/turns.ts'
import { shareOf } from '../rates.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { fits, type Hold } from './cargo.ts'
import { dock, type Docking, type Stay } from './docking.ts'
import { hasYard, HULLS, SHIP_CLASSES, type ShipClass } from './hulls.ts'
import { hasRank, RANK_NAMES, rankOf } from './ranks.ts'
import { MAX_MODULES, MODULES, SHIP_MODULES, shipFigures, type Ship, type ShipModule } from './ship.ts'

/** What a yard takes back of the list price of hull and modules (ECONOMY.md §3). */
export const TRADE_IN_BP = 6_000

/** Who comes to a yard. */
export type YardCustomer = {
  ship: Ship
  hold: Hold
  /** Credits. */
  purse: bigint
  /** The highest renown that the pilot ever had. */
  highestRenown: number
  stay: Stay
  turns: TurnAccount
}

export type YardOrder =
  { kind: 'hull'; hull: ShipClass } | { kind: 'module'; module: ShipModule } | { kind: 'repair' }

/** What work costs, credits: the price less what the yard takes the old ship for. */
export type YardItems = { price: bigint; tradeIn: bigint; cost: bigint }

/** `cost` goes to `sink:shipyard`, the docking's berth fee to `sink:berth`. */
export type YardReceipt = YardItems & { ship: Ship; docking: Docking; purse: bigint }

export type YardRefusal =
  | 'no-yard'
  | 'not-sold-here'
  | 'same-hull'
  | 'rank-too-low'
  | 'cargo-does-not-fit'
  | 'no-module-slot'
  | 'module-does-not-fit'
  | 'nothing-to-repair'
  | 'not-enough-turns'
  | 'purse-too-small'

/** What a yard pays for a ship: its share of the list price of hull and modules, less the repair; never below zero. */
export function tradeInValue(ship: Ship): bigint {
  const list = ship.modules.reduce((sum, module) => sum + MODULES[module].price, HULLS[ship.hull].price)
  const value = shareOf(list, TRADE_IN_BP) - shipFigures(ship).repairCost
  return value > 0n ? value : 0n
}

/**
 * Decides an order at the yard of a port (ECONOMY.md §3): the new ship, its cost, and the docking that the business
 * takes. Trading in never pays out: a yard only takes.
 */
export function decideYardOrder(
  portClass: PortClass,
  customer: YardCustomer,
  order: YardOrder,
  now: Date,
): Verdict<YardReceipt, YardRefusal> {
  if (!hasYard(portClass)) return refuse('no-yard', 'Only trade hubs and foundries have a shipyard.')
  const work = workOf(portClass, customer, order)
  if (!work.ok) return work
  const ship = work.value
  const items = yardItems(customer.ship, order)
  const docking = dock(customer.ship, customer.stay, customer.turns, now)
  if (!docking.ok) return docking
  const due = items.cost + docking.value.berthFee
  if (customer.purse < due)
    return refuse(
      'purse-too-small',
      `This costs ${due} credits with the berth and you have ${customer.purse}.`,
    )
  return allow({ ship, ...items, docking: docking.value, purse: customer.purse - due })
}

/** What an order costs for this ship, whether or not it can be carried out. */
export function yardItems(ship: Ship, order: YardOrder): YardItems {
  const price =
    order.kind === 'hull'
      ? HULLS[order.hull].price
      : order.kind === 'module'
        ? MODULES[order.module].price
        : shipFigures(ship).repairCost
  const value = order.kind === 'hull' ? tradeInValue(ship) : 0n
  const tradeIn = value < price ? value : price
  return { price, tradeIn, cost: price - tradeIn }
}

/** Everything that a yard might do for a ship. */
export const yardWork = (ship: Ship): YardOrder[] => [
  ...SHIP_CLASSES.filter((hull) => hull !== ship.hull && HULLS[hull].yards.length > 0).map((hull) => ({
    kind: 'hull' as const,
    hull,
  })),
  ...SHIP_MODULES.map((module) => ({ kind: 'module' as const, module })),
  { kind: 'repair' },
]

/** The ship after the work. */
type Work = Verdict<Ship, YardRefusal>

function workOf(portClass: PortClass, customer: YardCustomer, order: YardOrder): Work {
  switch (order.kind) {
    case 'hull':
      return changeHull(portClass, customer, order.hull)
    case 'module':
      return fitModule(customer, order.module)
    case 'repair':
      return repair(customer.ship)
  }
}

function changeHull(
  portClass: PortClass,
  { ship, hold, highestRenown }: YardCustomer,
  hull: ShipClass,
): Work {
  const { name, rank, yards } = HULLS[hull]
  if (hull === ship.hull) return refuse('same-hull', `You already fly a ${name}.`)
  if (!yards.includes(portClass)) return refuse('not-sold-here', `This yard does not sell the ${name}.`)
  if (rank !== null && !hasRank(rankOf(highestRenown), rank))
    return refuse('rank-too-low', `The ${name} needs the rank of ${RANK_NAMES[rank]}.`)
  const bought: Ship = { hull, modules: [], damageBp: 0 }
  if (!fits(shipFigures(bought).holds, hold)) return doesNotFit(shipFigures(bought).holds)
  return allow(bought)
}

function fitModule({ ship, hold }: YardCustomer, module: ShipModule): Work {
  if (ship.modules.length >= MAX_MODULES)
    return refuse('no-module-slot', `A ship carries at most ${MAX_MODULES} modules.`)
  if (module === 'guns' && HULLS[ship.hull].guns === 0)
    return refuse('module-does-not-fit', 'Only a Corvette can carry guns.')
  if (module === 'scanner' && ship.modules.includes('scanner'))
    return refuse('module-does-not-fit', 'A second scanner would see no farther.')
  const fitted = { ...ship, modules: [...ship.modules, module] }
  if (!fits(shipFigures(fitted).holds, hold)) return doesNotFit(shipFigures(fitted).holds)
  return allow(fitted)
}

function repair(ship: Ship): Work {
  if (ship.damageBp === 0) return refuse('nothing-to-repair', 'Your ship is not damaged.')
  return allow({ ...ship, damageBp: 0 })
}

const doesNotFit = (holds: number) =>
  refuse('cargo-does-not-fit', `Your cargo does not fit into ${holds} holds. Sell some of it first.`)
