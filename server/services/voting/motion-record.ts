import { type Queryable } from '#db/client.ts'
import { type Majority } from '#server/domain/regions/powers.ts'
import { motionRecord, type MotionRecord, type MotionSubject } from '#server/domain/records/vote-record.ts'
import { GameError } from '#server/errors.ts'
import { motionTally } from './motion-tally.ts'
import { findCast, findRoll, type VoteRow } from './vote-rows.ts'

/**
 * The public record of a motion's vote that has ended, counted or not. @param published where the roll is published in other
 * lines than those of people. @throws CONFLICT while there is nothing to publish: nobody sees ballots then, administrators
 * included.
 */
export async function motionRecordOf(
  db: Queryable,
  vote: VoteRow | null,
  about: { subject: MotionSubject; subjectId: string; regionId: string; majority: Majority },
  published?: MotionRecord['roll'],
): Promise<MotionRecord> {
  if (vote === null || vote.state === 'open') throw notCounted()
  const { result, quorumBp, thresholdBp } = motionTally(vote)
  const { majority, ...head } = about
  return motionRecord({
    ...head,
    rollHash: vote.rollHash,
    roll: published ?? (await findRoll(db, vote.id)),
    cast: await findCast(db, vote.id),
    rules: { quorumBp, thresholdBp, majority },
    tally: result,
    tallyHash: vote.tallyHash,
  })
}

/** Message for a record that is not published yet. */
export const notCounted = () =>
  new GameError('CONFLICT', 'The record is published when the vote is closed.', { reason: 'not-counted' })
