import { type Commodity } from '../economy/commodities.ts'
import { type Quote } from '../economy/quote.ts'
import { refuse, type Refusal } from '../refusal.ts'

/** What bounds an order besides the port's stock. */
export type Means = {
  /** Holds left in the ship. */
  freeHolds: number
  /** Units of the good aboard. */
  aboard: number
  /** Credits. */
  purse: bigint
  /** Credits of the docking that the trade begins; 0 in a docked stay. */
  berthFee: bigint
}

export type CargoRefusalReason = 'hold-full' | 'not-aboard'
export type PurseRefusalReason = 'purse-too-small' | 'berth-not-covered'

/** Refuses to buy more than the hold takes, or to sell more than is aboard. */
export function refuseCargo(
  { freeHolds, aboard }: Means,
  { side, commodity, quantity }: { side: Quote['side']; commodity: Commodity; quantity: number },
): Refusal<CargoRefusalReason> | null {
  if (side === 'sell')
    return quantity > aboard ? refuse('not-aboard', `You have ${aboard} units of ${commodity} aboard.`) : null
  const free = Math.max(0, freeHolds)
  return quantity > free ? refuse('hold-full', `Your ship has ${free} free holds.`) : null
}

/** Credits after a trade and its berth; negative if they do not suffice. */
export const purseAfter = ({ purse, berthFee }: Means, { side, net }: Quote): bigint =>
  (side === 'buy' ? purse - net : purse + net) - berthFee

/** Refuses what purse and proceeds do not cover. */
export function refusePurse(means: Means, quote: Quote): Refusal<PurseRefusalReason> | null {
  const { purse, berthFee } = means
  const left = purseAfter(means, quote) + berthFee
  if (left < 0n) return refuse('purse-too-small', `This costs ${quote.net} credits and you have ${purse}.`)
  return left < berthFee
    ? refuse('berth-not-covered', `The berth costs ${berthFee} credits and you would have ${left}.`)
    : null
}
