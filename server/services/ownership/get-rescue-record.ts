import { type MotionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { motionRecordOf } from '../voting/motion-record.ts'
import { getVote } from '../voting/vote-rows.ts'
import { requireRescueRow } from './rescue-queries.ts'

/**
 * What anybody needs to count a decided rescue again. @throws NOT_FOUND, CONFLICT while there is no count (nobody sees ballots then,
 * administrators included).
 */
export async function getRescueRecord(ctx: Ctx, { rescueId }: { rescueId: string }): Promise<MotionRecord> {
  const { regionId, voteId } = await requireRescueRow(ctx.db, rescueId)
  await requireParticipant(ctx, regionId)
  return motionRecordOf(ctx.db, voteId === null ? null : await getVote(ctx.db, voteId), {
    subject: 'rescue',
    subjectId: rescueId,
    regionId,
    majority: 'two_thirds_of_roll',
  })
}
