import { COMMODITIES } from '../economy/commodities.ts'
import { COMMODITY_MARKETS } from '../galaxy/port-classes.ts'
import { type Cargo } from './cargo.ts'
import { HULLS, type ShipClass } from './hulls.ts'

/** What a pilot is worth, credits: purse, list price of the hull, and cargo at base prices (ECONOMY.md §4). */
export const worthOf = (pilot: { purse: bigint; hull: ShipClass; cargo: Cargo }): bigint =>
  COMMODITIES.reduce(
    (sum, good) => sum + BigInt((pilot.cargo[good] ?? 0) * COMMODITY_MARKETS[good].basePrice),
    pilot.purse + HULLS[pilot.hull].price,
  )
