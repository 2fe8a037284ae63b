import { tally, type Tally } from '#server/domain/voting/tally.ts'
import { type Tx } from '../context.ts'
import { motionBallots } from '../voting/motion-ballots.ts'
import { weighRoll } from '../voting/weigh-roll.ts'

export type RatificationVote = { rollId: string; quorumBp: number; thresholdBp: number; closedAt: Date }

/** The tally of one side's vote as the ballots in the store have it. */
export async function countRatification(tx: Tx, vote: RatificationVote): Promise<Tally> {
  return tally({
    ...motionBallots(await weighRoll(tx, vote)),
    quorumBp: vote.quorumBp,
    thresholdBp: vote.thresholdBp,
    majority: 'simple',
  })
}
