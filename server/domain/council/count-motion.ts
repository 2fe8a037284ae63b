import { COUNCIL_SEAT_WEIGHT } from '../membership/voting-power.ts'
import { requiredTurnout } from '../voting/quorum.ts'
import { tally, type BallotChoice, type Tally } from '../voting/tally.ts'
import { type CouncilSeat } from './seats.ts'

/** Rules of every motion: a third of the seats must vote (abstentions count), yes must outweigh no, a tie fails. */
export const COUNCIL_RULES = { quorumBp: 3_333, thresholdBp: 5_000, majority: 'simple' } as const

export const seatsOf = (weight: number): number => weight / COUNCIL_SEAT_WEIGHT

/** Seats that must vote: a third, but at least two if there are two. */
export const requiredSeats = (seats: number): number => requiredTurnout(seats, COUNCIL_RULES.quorumBp)

/**
 * Counts a motion by seats with the same tally as all votes: each seat is a line of the roll, and a holder's ballot
 * counts for all of their seats. Turnout and quorum therefore count seats, not people. Throws a RangeError on a
 * ballot without a seat.
 */
export function countMotion(
  seats: readonly Pick<CouncilSeat, 'holderId' | 'regionId'>[],
  ballots: readonly { voterId: string; choice: BallotChoice }[],
): Tally {
  return tally({
    roll: seats.map((seat) => ({ playerId: lineOf(seat), weight: COUNCIL_SEAT_WEIGHT })),
    ballots: ballots.flatMap(({ voterId, choice }) => {
      const own = seats.filter(({ holderId }) => holderId === voterId)
      if (own.length === 0) throw new RangeError(`a ballot without a seat: ${voterId}`)
      return own.map((seat) => ({ voterId: lineOf(seat), choice }))
    }),
    ...COUNCIL_RULES,
  })
}

const lineOf = ({ holderId, regionId }: Pick<CouncilSeat, 'holderId' | 'regionId'>) =>
  `${holderId}/${regionId}`
