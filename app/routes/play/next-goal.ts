import { HULLS, type ShipClass } from '#server/domain/ships/hulls.ts'

/** Trading ships, each larger than the one before. */
const LADDER: readonly ShipClass[] = ['pathfinder', 'hauler', 'freighter', 'bulk_carrier']

export type Goal = { name: string; price: number }

/** The next larger ship to save for; null for who has the largest. Ships beside the ladder lead to the first one that holds more. */
export function nextGoal(hull: ShipClass): Goal | null {
  const next = LADDER.find((one) => HULLS[one].holds > HULLS[hull].holds)
  return next ? { name: HULLS[next].name, price: Number(HULLS[next].price) } : null
}
