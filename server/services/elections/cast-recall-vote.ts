import { sql } from 'drizzle-orm'
import { recalls } from '#db/schema/platform/elections.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipantIn } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { voteToCast } from '../voting/vote-to-cast.ts'

/**
 * Casts or changes the actor's secret ballot on a recall: yes ends the office. @throws NOT_FOUND, FORBIDDEN for somebody not on
 * the roll, CONFLICT while voting is not open.
 */
export async function castRecallVote(
  ctx: Ctx,
  { recallId, choice }: { recallId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  const { userId } = requireUser(ctx)
  const [vote] = await recallVote(ctx.db).execute({
    subjectId: recallId,
    userId,
    clockOffsetMs: ctx.clock.offsetMs(),
  })
  if (!vote) throw notFound('This recall')
  requireParticipantIn(ctx, vote.place)
  return castBallot(ctx, { ...vote, kind: 'recall', subjectId: recallId }, [choice])
}

const recallVote = voteToCast('recall_vote', {
  table: recalls,
  subjectId: recalls.id,
  voteId: recalls.voteId,
  regionId: recalls.regionId,
  ended: sql`${recalls.status} = 'lapsed'`,
})
