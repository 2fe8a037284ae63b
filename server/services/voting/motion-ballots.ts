import { BALLOT_CHOICES, type BallotChoice } from '#server/domain/voting/tally.ts'
import { type Bundle } from '#server/domain/voting/weigh-ballots.ts'
import { type WeighedRoll } from './weigh-roll.ts'

/** The ballots of a motion as its tally reads them. */
export const motionBallots = ({
  rollSums,
  bundles,
}: WeighedRoll): { rollSums: WeighedRoll['rollSums']; bundles: (Bundle & { choice: BallotChoice })[] } => ({
  rollSums,
  bundles: bundles.flatMap(({ choice, ...bundle }) => {
    const known = BALLOT_CHOICES.find((word) => word === choice[0])
    return known ? [{ ...bundle, choice: known }] : []
  }),
})
