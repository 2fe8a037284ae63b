import { type Queryable } from '#db/client.ts'
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
  const rescue = await requireRescueRow(ctx.db, rescueId)
  await requireParticipant(ctx, rescue.regionId)
  return recordOf(ctx.db, rescue)
}

/** The same for what is not asked by a person. */
export const readRescueRecord = async (db: Queryable, rescueId: string): Promise<MotionRecord> =>
  recordOf(db, await requireRescueRow(db, rescueId))

const recordOf = async (
  db: Queryable,
  { id, regionId, voteId }: { id: string; regionId: string; voteId: string | null },
): Promise<MotionRecord> =>
  motionRecordOf(db, voteId === null ? null : await getVote(db, voteId), {
    subject: 'rescue',
    subjectId: id,
    regionId,
    majority: 'two_thirds_of_roll',
  })
