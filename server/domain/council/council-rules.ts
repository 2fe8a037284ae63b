import { requiredTurnout } from '../voting/quorum.ts'

/** The rules of every motion: a third of the seats must vote, abstentions included; yes must outweigh no, and a tie fails. */
export const COUNCIL_RULES = { quorumBp: 3_333, thresholdBp: 5_000, majority: 'simple' } as const

/** Seats that must vote: a third, at least two where there are two. */
export const requiredSeats = (seats: number): number => requiredTurnout(seats, COUNCIL_RULES.quorumBp)
