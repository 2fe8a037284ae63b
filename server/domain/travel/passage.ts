import { HULLS, type ShipClass } from '../ships/hulls.ts'

/**
 * `gate` joins a region and the Central Nexus, `open_borders` two regions with such a treaty; by `evacuation` everybody leaves a
 * closed region for Gateway Plaza, from any sector and for free.
 */
export const PASSAGE_KINDS = ['gate', 'open_borders', 'evacuation'] as const
export type PassageKind = (typeof PASSAGE_KINDS)[number]

/** What a passage takes (ECONOMY.md §8). The fare goes to `sink:travel_fare`, the toll to the Council's treasury. */
export type PassageCost = { turns: number; minutes: number; fare: bigint; toll: bigint }

/** What a passage depends on. `tollCredits` is the Council's toll; galactic citizens pay none. */
export type Passenger = { hull: ShipClass; isGalacticCitizen: boolean; tollCredits: number }

const GATE = { turns: 5, minutes: 3 } as const
const OPEN_BORDERS = { turns: 8, minutes: 5 } as const
const BASE_FARE = 20

export function passageCost(kind: PassageKind, passenger: Passenger): PassageCost {
  const fare = gateFare(passenger.hull)
  switch (kind) {
    case 'gate':
      return {
        ...GATE,
        fare: BigInt(fare),
        toll: passenger.isGalacticCitizen ? 0n : BigInt(passenger.tollCredits),
      }
    case 'open_borders':
      // It replaces two passages and the way between them, and spares the toll.
      return { ...OPEN_BORDERS, fare: BigInt(Math.floor((fare * 3) / 2)), toll: 0n }
    case 'evacuation':
      return { turns: 0, minutes: GATE.minutes, fare: 0n, toll: 0n }
  }
}

/** Half a credit a hold of the hull as built, whatever its modules, and a base. */
const gateFare = (hull: ShipClass): number => BASE_FARE + Math.floor(HULLS[hull].holds / 2)
