import { createRandom } from '../random.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { freeHolds, type Hold } from '../ships/cargo.ts'
import { shipFigures, type Ship } from '../ships/ship.ts'

/** Holds of a courier's sealed goods (ECONOMY.md §6). */
export const COURIER_HOLDS = 10
/** Credits in escrow until the arrival; a late courier loses them to the treasury. */
export const COURIER_DEPOSIT = 60n
const BASE_PAY = 60n
const PAY_PER_TURN = 12n
/** Hours in which sealed goods must arrive. */
export const COURIER_HOURS = 24
/** Courier contracts that a pilot can take on one UTC day. */
export const MOST_COURIERS_A_DAY = 10
const OFFERS = 3

/** Pay for sealed goods, credits from `source:courier_pay`, by the fewest turns between the two sectors. */
export const courierPay = (fewestTurns: number): bigint => BASE_PAY + PAY_PER_TURN * BigInt(fewestTurns)

/**
 * Where the couriers of a trade hub go on a day: up to three other ports, the same for everybody. `others` are ports of
 * other sectors in any order, `day` counts UTC days since 1970.
 */
export const courierDestinations = (hubPortId: number, others: readonly number[], day: number): number[] =>
  createRandom(`${day}/${hubPortId}`)
    .shuffle([...others].sort((a, b) => a - b))
    .slice(0, OFFERS)

export type CourierRefusal = 'hold-full' | 'purse-too-small' | 'too-many-today'

/** Decides whether a docked pilot may take sealed goods; `takenToday` since midnight UTC. */
export function decideCourier(
  pilot: { ship: Ship; hold: Hold; purse: bigint; takenToday: number },
  now: Date,
): Verdict<{ dueAt: Date; purse: bigint; sealedHolds: number }, CourierRefusal> {
  const { ship, hold, purse, takenToday } = pilot
  if (takenToday >= MOST_COURIERS_A_DAY)
    return refuse('too-many-today', `You can take ${MOST_COURIERS_A_DAY} courier contracts a day.`)
  if (freeHolds(shipFigures(ship).holds, hold) < COURIER_HOLDS)
    return refuse('hold-full', `Sealed goods take ${COURIER_HOLDS} free holds.`)
  if (purse < COURIER_DEPOSIT)
    return refuse('purse-too-small', `The deposit is ${COURIER_DEPOSIT} credits and you have ${purse}.`)
  return allow({
    dueAt: new Date(now.getTime() + COURIER_HOURS * 3_600_000),
    purse: purse - COURIER_DEPOSIT,
    sealedHolds: hold.sealedHolds + COURIER_HOLDS,
  })
}

/**
 * What handing the goods over brings, credits: the pay and the deposit in time, nothing later. `forfeited` is what the
 * treasury gets from escrow.
 */
export const settleCourier = (
  { pay, dueAt }: { pay: bigint; dueAt: Date },
  now: Date,
): { pay: bigint; returned: bigint; forfeited: bigint } =>
  now.getTime() <= dueAt.getTime()
    ? { pay, returned: COURIER_DEPOSIT, forfeited: 0n }
    : { pay: 0n, returned: 0n, forfeited: COURIER_DEPOSIT }
