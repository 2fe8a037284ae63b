import { COMMODITIES } from '../economy/commodities.ts'
import { type Posting } from '../economy/ledger.ts'
import { type TravellingPilot } from './travelling-pilot.ts'

type Carried = Pick<TravellingPilot, 'purse' | 'cargo' | 'ship'>

/** What leaves a galaxy: the fare for good, toll, purse and cargo to another one (ECONOMY.md §5). Empty for somebody who has nothing. */
export function departurePostings(
  carried: Carried,
  { userId, fare, toll }: { userId: string; fare: bigint; toll: bigint },
): Posting[] {
  const credits = BigInt(carried.purse) + toll
  return [
    posting('purse', userId, 'credits', -(credits + fare)),
    posting('sink:travel_fare', null, 'credits', fare),
    posting('transit:out', null, 'credits', credits),
    ...goodsOf(carried).flatMap(([good, units]) => [
      posting('cargo', carried.ship.id, good, -units),
      posting('transit:out', null, good, units),
    ]),
  ].filter(({ amount }) => amount !== 0n)
}

/** What comes into a galaxy with a pilot. `returnedToll` goes back to the purse. */
export function arrivalPostings(
  carried: Carried,
  { userId, returnedToll }: { userId: string; returnedToll: bigint },
): Posting[] {
  const credits = BigInt(carried.purse) + returnedToll
  return [
    posting('transit:in', null, 'credits', -credits),
    posting('purse', userId, 'credits', credits),
    ...goodsOf(carried).flatMap(([good, units]) => [
      posting('transit:in', null, good, -units),
      posting('cargo', carried.ship.id, good, units),
    ]),
  ].filter(({ amount }) => amount !== 0n)
}

const goodsOf = ({ cargo }: Carried) =>
  COMMODITIES.flatMap((good) => {
    const units = cargo[good]
    return units === undefined ? [] : [[good, BigInt(units)] as const]
  })

const posting = (
  account: Posting['account'],
  ownerId: string | null,
  asset: Posting['asset'],
  amount: bigint,
): Posting => ({ account, ownerId, asset, amount })
