import { motionRecord, type MotionRecord } from '#server/domain/records/vote-record.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { getClosedVote } from '../voting/queries.ts'
import { requireSide, requireTreaty } from './queries.ts'

/**
 * What anybody needs to count one side's ratification vote again, for the members of that region. @throws NOT_FOUND,
 * CONFLICT until the vote is counted.
 */
export async function getTreatyRecord(
  ctx: Ctx,
  input: { treatyId: string; region: string },
): Promise<MotionRecord> {
  const { region } = await requireParticipant(ctx, input.region)
  const file = await requireTreaty(ctx.db, input.treatyId)
  const { rollId, quorumBp, thresholdBp, tally, tallyHash } = file.sides[requireSide(file, region.id)]
  if (rollId === null || quorumBp === null || thresholdBp === null || tally === null)
    throw new GameError('CONFLICT', 'The record is published when the votes are counted.', {
      reason: 'not-counted',
    })
  return motionRecord({
    ...(await getClosedVote(ctx.db, rollId)),
    subjectId: input.treatyId,
    regionId: region.id,
    subject: 'treaty',
    rules: { quorumBp, thresholdBp, majority: 'simple' },
    tally,
    tallyHash,
  })
}
