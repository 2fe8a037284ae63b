import { type MotionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { motionRecordOf } from '../voting/motion-record.ts'
import { requireRecall } from './recall-queries.ts'

/**
 * What anybody needs to count a decided recall again. @throws NOT_FOUND, CONFLICT while there is no count (nobody sees
 * ballots then, administrators included).
 */
export async function getRecallRecord(ctx: Ctx, { recallId }: { recallId: string }): Promise<MotionRecord> {
  const { regionId, vote } = await requireRecall(ctx.db, recallId)
  await requireParticipant(ctx, regionId)
  return motionRecordOf(ctx.db, vote, {
    subject: 'recall',
    subjectId: recallId,
    regionId,
    majority: 'simple',
  })
}
