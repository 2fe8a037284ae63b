import { BALLOT_CHOICES, type Ballot } from '#server/domain/policies/tally.ts'
import { type WeighedBallot } from './weigh-roll.ts'

/** Ballots of a motion as its tally reads them. */
export const motionBallots = (ballots: readonly WeighedBallot[]): Ballot[] =>
  ballots.flatMap(({ voterId, choice, weight, represents }): Ballot[] => {
    const known = BALLOT_CHOICES.find((word) => word === choice[0])
    return known ? [{ voterId, choice: known, weight, represents }] : []
  })
