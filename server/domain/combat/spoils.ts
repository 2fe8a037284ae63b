import { COMMODITIES, type Commodity } from '../economy/commodities.ts'
import { type Cargo } from '../ships/cargo.ts'

/** What becomes of a defeated pilot's goods, units of each good; goods of which nothing moves are left out. */
export type Spoils = {
  /** Out of the defeated ship. */
  lost: Cargo
  /** Of it, into the victor's hold. */
  taken: Cargo
  /** The rest of it, to `sink:lost_cargo`. */
  destroyed: Cargo
}

/**
 * Shares a defeated pilot's cargo (ECONOMY.md §4): half of each good is lost, half of that goes to the victor in the
 * order of COMMODITIES as far as `freeHolds` allows. Halves are rounded down. Purse, hull and sealed goods stay.
 */
export function spoilsOf(cargo: Cargo, freeHolds: number): Spoils {
  const lost: Partial<Record<Commodity, number>> = {}
  const taken: Partial<Record<Commodity, number>> = {}
  const destroyed: Partial<Record<Commodity, number>> = {}
  let free = Math.max(0, freeHolds)
  for (const commodity of COMMODITIES) {
    const half = Math.floor((cargo[commodity] ?? 0) / 2)
    const won = Math.min(free, Math.floor(half / 2))
    free -= won
    if (half > 0) lost[commodity] = half
    if (won > 0) taken[commodity] = won
    if (half > won) destroyed[commodity] = half - won
  }
  return { lost, taken, destroyed }
}
