import { COUNCIL_SEAT_WEIGHT } from '../membership/voting-power.ts'
import { type RollEntry } from '../voting/roll.ts'

export const SEAT_CAPACITIES = ['ambassador', 'owner'] as const

/** One seat of the Galactic Council: that of a region, held by its ambassador, or by its owner while there is none. */
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

/** The seat that a region has (DESIGN.md §3 Central Nexus): its ambassador's, or its owner's until there is one. */
export const seatOf = ({ ownerId, ambassadorId, ...region }: SeatCandidate): CouncilSeat =>
  ambassadorId === null
    ? { ...region, holderId: ownerId, capacity: 'owner' }
    : { ...region, holderId: ambassadorId, capacity: 'ambassador' }

/**
 * The roll of a Council vote as it is published and hashed: one line a seat, each of one voice, by holder and region. A third
 * of this list is the quorum.
 */
export const seatRoll = (seats: readonly CouncilSeat[]): RollEntry[] =>
  seats
    .map(({ holderId, regionId }) => ({
      playerId: `${holderId}/${regionId}`,
      weight: COUNCIL_SEAT_WEIGHT,
      reason: 'galactic_seat' as const,
    }))
    .sort((a, b) => (a.playerId < b.playerId ? -1 : 1))

/** The same by person, for the ballots: whoever holds several seats casts one ballot with the weight of all of them. */
export function holderRoll(seats: readonly CouncilSeat[]): RollEntry[] {
  const held = new Map<string, number>()
  for (const { holderId } of seats) held.set(holderId, (held.get(holderId) ?? 0) + 1)
  return [...held.entries()]
    .map(([playerId, count]) => ({
      playerId,
      weight: count * COUNCIL_SEAT_WEIGHT,
      reason: 'galactic_seat' as const,
    }))
    .sort((a, b) => (a.playerId < b.playerId ? -1 : 1))
}
