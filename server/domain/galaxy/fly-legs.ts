import { type RouteLeg } from './route-finding.ts'
import { availableTurns, spendTurns, type TurnAccount } from './turns.ts'

/** Why a flight along a route ended where it did. */
export const FLIGHT_ENDS = ['arrived', 'out-of-turns', 'stopped'] as const
export type FlightEnd = (typeof FLIGHT_ENDS)[number]

export type Flight = {
  /** The legs that were flown, in order. */
  flown: RouteLeg[]
  turnsSpent: number
  account: TurnAccount
  end: FlightEnd
}

/** As much of a route as the turns last for. */
export function flyLegs(legs: readonly RouteLeg[], account: TurnAccount, now: Date): Flight {
  const available = availableTurns(account, now)
  const flown: RouteLeg[] = []
  let turnsSpent = 0
  for (const leg of legs) {
    if (turnsSpent + leg.turns > available) break
    turnsSpent += leg.turns
    flown.push(leg)
  }
  const spent = spendTurns(account, turnsSpent, now)
  if (!spent.ok) throw new RangeError(spent.message)
  return {
    flown,
    turnsSpent,
    account: spent.value,
    end: flown.length === legs.length ? 'arrived' : 'out-of-turns',
  }
}
