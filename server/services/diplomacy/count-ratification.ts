import { BALLOT_CHOICES, tally, type Ballot, type Tally } from '#server/domain/policies/tally.ts'
import { type Tx } from '../context.ts'
import { findBallots, findRollEntries } from '../voting/queries.ts'

export type RatificationVote = { rollId: string; quorumBp: number; thresholdBp: number }

/** The tally of one side's vote as the ballots in the store have it. */
export async function countRatification(tx: Tx, vote: RatificationVote): Promise<Tally> {
  const ballots = await findBallots(tx.db, vote.rollId)
  return tally({
    roll: await findRollEntries(tx.db, vote.rollId),
    ballots: ballots.flatMap(({ voterId, choice }): Ballot[] => {
      const known = BALLOT_CHOICES.find((word) => word === choice[0])
      return known ? [{ voterId, choice: known }] : []
    }),
    quorumBp: vote.quorumBp,
    thresholdBp: vote.thresholdBp,
    majority: 'simple',
  })
}
