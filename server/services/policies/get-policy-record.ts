import { motionRecord, type MotionRecord } from '#server/domain/records/vote-record.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { getClosedVote } from '../voting/queries.ts'
import { requirePolicy } from './queries.ts'

/**
 * What anybody needs to count a closed vote again; without a tally where the proposal was withdrawn.
 * @throws NOT_FOUND, CONFLICT while the vote is open (nobody sees ballots then, administrators included).
 */
export async function getPolicyRecord(ctx: Ctx, { policyId }: { policyId: string }): Promise<MotionRecord> {
  const policy = await requirePolicy(ctx.db, policyId)
  const { regionId, status, rollId, quorumBp, thresholdBp, majority, tally, tallyHash } = policy
  await requireParticipant(ctx, regionId)
  if (status === 'voting')
    throw new GameError('CONFLICT', 'The record is published when the vote is closed.', {
      reason: 'voting-open',
    })
  return motionRecord({
    ...(await getClosedVote(ctx.db, rollId)),
    subjectId: policyId,
    regionId,
    subject: 'policy',
    rules: { quorumBp, thresholdBp, majority },
    tally,
    tallyHash,
  })
}
