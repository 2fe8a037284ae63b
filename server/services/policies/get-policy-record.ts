import { type Queryable } from '#db/client.ts'
import { type MotionRecord } from '#server/domain/records/vote-record.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { motionRecordOf } from '../voting/motion-record.ts'
import { requirePolicy, type NamedPolicy } from './queries.ts'

/**
 * What anybody needs to count a closed vote again; without a tally where the proposal was withdrawn.
 * @throws NOT_FOUND, CONFLICT while the vote is open (nobody sees ballots then, administrators included).
 */
export async function getPolicyRecord(ctx: Ctx, { policyId }: { policyId: string }): Promise<MotionRecord> {
  const policy = await requirePolicy(ctx.db, policyId)
  await requireParticipant(ctx, policy.regionId)
  return recordOf(ctx.db, policy)
}

/** The same for what is not asked by a person. */
export const readPolicyRecord = async (db: Queryable, policyId: string): Promise<MotionRecord> =>
  recordOf(db, await requirePolicy(db, policyId))

const recordOf = (db: Queryable, { id, regionId, majority, vote }: NamedPolicy): Promise<MotionRecord> =>
  motionRecordOf(db, vote, { subject: 'policy', subjectId: id, regionId, majority })
