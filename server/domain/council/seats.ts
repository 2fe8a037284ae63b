import { COUNCIL_SEAT_WEIGHT } from '../membership/voting-power.ts'
import { type RollEntry } from '../voting/roll.ts'

export const SEAT_CAPACITIES = ['ambassador', 'owner'] as const

/** One seat of the Galactic Council, held by the region's ambassador, or by its owner while there is no ambassador. */
export type CouncilSeat = {
  regionId: string
  regionName: string
  regionDisplayName: string
  holderId: string
  capacity: (typeof SEAT_CAPACITIES)[number]
}

export type SeatCandidate = {
  regionId: string
  regionName: string
  regionDisplayName: string
  ownerId: string
  ambassadorId: string | null
}

/**
 * A region's seat (DESIGN.md §3 Central Nexus): held by the ambassador, or by the owner while there is no ambassador.
 */
export const seatOf = ({ ownerId, ambassadorId, ...region }: SeatCandidate): CouncilSeat =>
  ambassadorId === null
    ? { ...region, holderId: ownerId, capacity: 'owner' }
    : { ...region, holderId: ambassadorId, capacity: 'ambassador' }

/**
 * The published and hashed roll of a Council vote: one line per seat, all of equal weight, by holder and region. A
 * third of these lines is the quorum.
 */
export const seatRoll = (seats: readonly CouncilSeat[]): RollEntry[] =>
  seats
    .map(({ holderId, regionId }) => ({
      voterId: `${holderId}/${regionId}`,
      weight: COUNCIL_SEAT_WEIGHT,
      reason: 'galactic_seat' as const,
    }))
    .sort((a, b) => (a.voterId < b.voterId ? -1 : 1))

/** The roll by person, for casting: a holder of several seats casts one ballot with the weight of all of them. */
export function holderRoll(seats: readonly CouncilSeat[]): RollEntry[] {
  const held = new Map<string, number>()
  for (const { holderId } of seats) held.set(holderId, (held.get(holderId) ?? 0) + 1)
  return [...held.entries()]
    .map(([voterId, count]) => ({
      voterId,
      weight: count * COUNCIL_SEAT_WEIGHT,
      reason: 'galactic_seat' as const,
    }))
    .sort((a, b) => (a.voterId < b.voterId ? -1 : 1))
}
