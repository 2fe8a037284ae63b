import { type Tally } from '#server/domain/voting/tally.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { motionTally } from '../voting/motion-tally.ts'
import { getOwnVote, getTurnout, type OwnVote } from '../voting/vote-rows.ts'
import { findRescues, getLapse, requireRescueRow } from './rescue-queries.ts'
import { rescueView, type RescueSummary } from './rescue-view.ts'

export type RescueDetail = RescueSummary & {
  formerOwner: { userId: string; callsign: string } | null
  rollHash: string | null
  ownVote: OwnVote | null
  /** Null until the vote is counted. */
  tally: Tally | null
  tallyHash: string | null
}

/** One rescue with the reader's own part in it. @throws NOT_FOUND to those outside the region. */
export async function getRescue(ctx: Ctx, { rescueId }: { rescueId: string }): Promise<RescueDetail> {
  const { userId } = requireUser(ctx)
  const { regionId } = await requireRescueRow(ctx.db, rescueId)
  const { region, standing } = await requireParticipant(ctx, regionId)
  const [found] = await findRescues(ctx.db, regionId, rescueId)
  if (!found) throw notFound('This rescue')
  const { vote, formerOwner } = found
  const ownVote = vote && (await getOwnVote(ctx.db, vote.id, userId))
  return {
    ...rescueView(found, {
      region,
      lapse: await getLapse(ctx.db, regionId),
      turnout: vote ? await getTurnout(ctx.db, vote.id) : 0,
      reader: { userId, isOnRoll: ownVote !== null, isCitizen: standing.membership === 'citizen' },
      now: await ctx.clock.now(ctx.db),
    }),
    formerOwner,
    rollHash: vote?.rollHash ?? null,
    ownVote,
    tally: vote && motionTally(vote).result,
    tallyHash: vote?.tallyHash ?? null,
  }
}
