import { eq, sql } from 'drizzle-orm'
import { treatySides } from '#db/schema/platform/diplomacy.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { voteToCast } from '../voting/vote-to-cast.ts'

/**
 * Casts or changes the actor's ballot on ratifying a treaty, for the side `region`. @throws NOT_FOUND, FORBIDDEN for somebody
 * not on the roll, CONFLICT while this side does not vote.
 */
export async function castTreatyVote(
  ctx: Ctx,
  input: { treatyId: string; region: string; choice: BallotChoice },
): Promise<CastReceipt> {
  const { userId } = requireUser(ctx)
  const { treatyId, choice } = input
  const { region } = await requireParticipant(ctx, input.region)
  const [vote] = await treatyVote(ctx.db).execute({
    subjectId: treatyId,
    regionId: region.id,
    userId,
    clockOffsetMs: ctx.clock.offsetMs(),
  })
  if (!vote) throw notFound('This treaty')
  return castBallot(ctx, { ...vote, kind: 'treaty', subjectId: treatyId }, [choice])
}

const treatyVote = voteToCast('treaty_vote', {
  table: treatySides,
  subjectId: treatySides.treatyId,
  voteId: treatySides.voteId,
  regionId: treatySides.regionId,
  where: eq(treatySides.regionId, sql.placeholder('regionId')),
  ended: sql`false`,
})
