import { serializeTally } from '#server/domain/policies/tally.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { getVoteRecord, type VoteRecord } from '../voting/queries.ts'
import { requirePolicy } from './queries.ts'

export type PolicyRecord = VoteRecord & { policyId: string; tally: string | null; tallyHash: string | null }

/**
 * The recount file of a closed vote: the roll by name, the ballots by receipt, the tally's text and its hash.
 * @throws NOT_FOUND, CONFLICT while the vote is open (nobody sees ballots then, administrators included).
 */
export async function getPolicyRecord(ctx: Ctx, { policyId }: { policyId: string }): Promise<PolicyRecord> {
  const policy = await requirePolicy(ctx.db, policyId)
  await requireParticipant(ctx, policy.regionId)
  if (policy.status === 'voting')
    throw new GameError('CONFLICT', 'The record is published when the vote is closed.', {
      reason: 'voting-open',
    })
  return {
    policyId,
    tally: policy.tally ? serializeTally(policy.tally) : null,
    tallyHash: policy.tallyHash,
    ...(await getVoteRecord(ctx.db, policy.rollId)),
  }
}
