import { sql } from 'drizzle-orm'
import { policies } from '#db/schema/platform/policies.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipantIn } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { voteToCast } from '../voting/vote-to-cast.ts'

/**
 * Casts or changes the actor's ballot on a policy. @throws NOT_FOUND, FORBIDDEN for somebody not on the roll, CONFLICT once
 * voting is over.
 */
export async function castVote(
  ctx: Ctx,
  { policyId, choice }: { policyId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  const { userId } = requireUser(ctx)
  const [vote] = await policyVote(ctx.db).execute({
    subjectId: policyId,
    userId,
    clockOffsetMs: ctx.clock.offsetMs(),
  })
  if (!vote) throw notFound('This policy')
  requireParticipantIn(ctx, vote.place)
  return castBallot(ctx, { ...vote, kind: 'policy', subjectId: policyId }, [choice])
}

const policyVote = voteToCast('policy_vote', {
  table: policies,
  subjectId: policies.id,
  voteId: policies.voteId,
  regionId: policies.regionId,
  ended: sql`false`,
})
