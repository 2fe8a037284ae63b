import { RECALL_THRESHOLD_BP } from '#server/domain/elections/recall.ts'
import { motionRecord, type MotionRecord } from '#server/domain/records/vote-record.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { getClosedVote } from '../voting/queries.ts'
import { requireRecall } from './recall-queries.ts'

/**
 * What anybody needs to count a decided recall again. @throws NOT_FOUND, CONFLICT while there is no count (nobody sees
 * ballots then, administrators included).
 */
export async function getRecallRecord(ctx: Ctx, { recallId }: { recallId: string }): Promise<MotionRecord> {
  const { regionId, rollId, status, quorumBp, tally, tallyHash } = await requireRecall(ctx.db, recallId)
  await requireParticipant(ctx, regionId)
  if (rollId === null || quorumBp === null || status === 'voting')
    throw new GameError('CONFLICT', 'The record is published when the votes are counted.', {
      reason: 'not-counted',
    })
  return motionRecord({
    ...(await getClosedVote(ctx.db, rollId)),
    subjectId: recallId,
    regionId,
    subject: 'recall',
    rules: { quorumBp, thresholdBp: RECALL_THRESHOLD_BP, majority: 'simple' },
    tally,
    tallyHash,
  })
}
