import { spendTurns, type TurnAccount } from '../galaxy/turns.ts'
import { allow, type Verdict } from '../refusal.ts'
import { shipFigures, type Ship } from './ship.ts'

/** How a pilot stands at the ports of a sector (ECONOMY.md §2). */
export type Stay = {
  /** A stay is docked from its first trade, job or yard business until the ship leaves the sector. */
  docked: boolean
  /** False until the first docking of a newcomer, which is free. */
  hasDocked: boolean
}

/** What the next business costs beyond itself: nothing in a docked stay. */
export type DockingCharge = { turns: number; berthFee: bigint }

export function dockingCharge(ship: Ship, { docked, hasDocked }: Stay): DockingCharge {
  if (docked || !hasDocked) return { turns: 0, berthFee: 0n }
  const { dockingTurns, berthFee } = shipFigures(ship)
  return { turns: dockingTurns, berthFee }
}

export type Docking = DockingCharge & {
  /** Turns left after docking. */
  account: TurnAccount
}

/** Docks for the next business, or refuses `not-enough-turns`. The caller checks that purse and proceeds cover the fee. */
export function dock(
  ship: Ship,
  stay: Stay,
  account: TurnAccount,
  now: Date,
): Verdict<Docking, 'not-enough-turns'> {
  const charge = dockingCharge(ship, stay)
  const spent = spendTurns(account, charge.turns, now)
  return spent.ok ? allow({ ...charge, account: spent.value }) : spent
}
