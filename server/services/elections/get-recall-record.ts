import { type Queryable } from '#db/client.ts'
import { type MotionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { motionRecordOf } from '../voting/motion-record.ts'
import { requireRecall, type VotedRecall } from './recall-queries.ts'

/**
 * What anybody needs to count a decided recall again. @throws NOT_FOUND, CONFLICT while there is no count (nobody sees
 * ballots then, administrators included).
 */
export async function getRecallRecord(ctx: Ctx, { recallId }: { recallId: string }): Promise<MotionRecord> {
  const recall = await requireRecall(ctx.db, recallId)
  await requireParticipant(ctx, recall.regionId)
  return recordOf(ctx.db, recall)
}

/** The same for what is not asked by a person. */
export const readRecallRecord = async (db: Queryable, recallId: string): Promise<MotionRecord> =>
  recordOf(db, await requireRecall(db, recallId))

const recordOf = (db: Queryable, { id, regionId, vote }: VotedRecall): Promise<MotionRecord> =>
  motionRecordOf(db, vote, { subject: 'recall', subjectId: id, regionId, majority: 'simple' })
