import { type MotionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { motionRecordOf, notCounted } from '../voting/motion-record.ts'
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
  const { vote } = file.sides[requireSide(file, region.id)]
  if (vote?.state !== 'counted') throw notCounted()
  return motionRecordOf(ctx.db, vote, {
    subject: 'treaty',
    subjectId: input.treatyId,
    regionId: region.id,
    majority: 'simple',
  })
}
