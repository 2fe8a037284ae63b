import { type Queryable } from '#db/client.ts'
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
  return readTreatyRecord(ctx.db, { treatyId: input.treatyId, regionId: region.id })
}

/** The same for what is not asked by a person. */
export async function readTreatyRecord(
  db: Queryable,
  { treatyId, regionId }: { treatyId: string; regionId: string },
): Promise<MotionRecord> {
  const file = await requireTreaty(db, treatyId)
  const { vote } = file.sides[requireSide(file, regionId)]
  if (vote?.state !== 'counted') throw notCounted()
  return motionRecordOf(db, vote, { subject: 'treaty', subjectId: treatyId, regionId, majority: 'simple' })
}
