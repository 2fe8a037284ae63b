import { type MotionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { motionRecordOf } from '../voting/motion-record.ts'
import { requirePolicy } from './queries.ts'

/**
 * What anybody needs to count a closed vote again; without a tally where the proposal was withdrawn.
 * @throws NOT_FOUND, CONFLICT while the vote is open (nobody sees ballots then, administrators included).
 */
export async function getPolicyRecord(ctx: Ctx, { policyId }: { policyId: string }): Promise<MotionRecord> {
  const { regionId, majority, vote } = await requirePolicy(ctx.db, policyId)
  await requireParticipant(ctx, regionId)
  return motionRecordOf(ctx.db, vote, { subject: 'policy', subjectId: policyId, regionId, majority })
}
