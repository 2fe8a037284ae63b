import { sql } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipantIn } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { voteToCast } from '../voting/vote-to-cast.ts'

/**
 * Casts or changes the actor's secret ballot on a rescue, also while the region is closed. @throws NOT_FOUND, FORBIDDEN for somebody not
 * on the roll, CONFLICT while voting is not open.
 */
export async function castRescueVote(
  ctx: Ctx,
  { rescueId, choice }: { rescueId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  const { userId } = requireUser(ctx)
  const [vote] = await rescueVote(ctx.db).execute({
    subjectId: rescueId,
    userId,
    clockOffsetMs: ctx.clock.offsetMs(),
  })
  if (!vote) throw notFound('This rescue')
  requireParticipantIn(ctx, vote.place)
  return castBallot(ctx, { ...vote, kind: 'rescue', subjectId: rescueId }, [choice])
}

const rescueVote = voteToCast('rescue_vote', {
  table: rescues,
  subjectId: rescues.id,
  voteId: rescues.voteId,
  regionId: rescues.regionId,
  ended: sql`${rescues.status} = 'lapsed'`,
})
