import { eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { councilMotions } from '#db/schema/platform/council.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { VOTE_TO_CAST } from '../voting/vote-to-cast.ts'

/**
 * Casts or changes the actor's ballot on a motion, with the weight of all seats that they held when the vote opened.
 * @throws NOT_FOUND, FORBIDDEN for somebody without a seat on the roll, CONFLICT once voting is over.
 */
export async function castMotionVote(
  ctx: Ctx,
  { motionId, choice }: { motionId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  const [vote] = await motionVote(ctx.db).execute({ motionId, clockOffsetMs: ctx.clock.offsetMs() })
  if (!vote) throw notFound('This motion')
  return castBallot(ctx, { ...vote, kind: 'council', subjectId: motionId, isEnded: false, place: null }, [
    choice,
  ])
}

const motionVote = prepared((db) =>
  db
    .select(VOTE_TO_CAST)
    .from(councilMotions)
    .innerJoin(votes, eq(votes.id, councilMotions.voteId))
    .where(eq(councilMotions.id, sql.placeholder('motionId')))
    .prepare('motion_vote'),
)
