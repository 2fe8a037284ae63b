import { councilMotions } from '#db/schema/platform/council.ts'
import { COUNCIL_RULES } from '#server/domain/council/council-rules.ts'
import { checkNewMotion } from '#server/domain/council/motion-rules.ts'
import { type CouncilMotionType } from '#server/domain/council/motion-types.ts'
import { readProposedValue } from '#server/domain/council/proposed-value.ts'
import { votingClosesAt } from '#server/domain/voting/schedule.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { requireFewProposals } from '../voting/require-few-proposals.ts'
import { refused } from '../refused.ts'
import { requireUser } from '../require-actor.ts'
import { announceVote, openCouncilVote } from '../voting/open-vote.ts'
import { lockNexusSettings } from './enact-nexus-law.ts'
import { motionView, type MotionView } from './motion-view.ts'
import { findUndoneMotions, requireMotion } from './queries.ts'
import { requireSeat } from './require-seat.ts'

export type ProposeMotionInput = {
  seat?: string | undefined
  motionType: CouncilMotionType
  title: string
  description: string
  /** Credits for the toll, a fraction for the tax, null for a text. */
  value: number | null
  votingDurationDays: number
}

/**
 * Puts a motion before the Galactic Council (DESIGN.md §3 Central Nexus): all current seats vote. @throws FORBIDDEN without
 * a seat, BAD_REQUEST with the bound, CONFLICT while the lever is before the Council or the seat has three open motions.
 */
export async function proposeMotion(ctx: Ctx, input: ProposeMotionInput): Promise<MotionView> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { motionType, title, description } = input
    const settings = await lockNexusSettings(tx)
    const { seat, seats } = await requireSeat(tx, input.seat)
    const value = readProposedValue(motionType, input.value, settings)
    if (!value.ok)
      throw new GameError('BAD_REQUEST', value.message, {
        reason: value.reason,
        issues: [{ path: 'value', message: value.message }],
      })
    const undone = await findUndoneMotions(tx.db)
    const verdict = checkNewMotion(
      { motionType, seatRegionId: seat.regionId },
      undone.map((motion) => ({ ...motion, isVoting: motion.status === 'voting' })),
    )
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    await requireFewProposals(tx)

    const vote = await openCouncilVote(tx, {
      seats,
      closesAt: votingClosesAt(tx.now, input.votingDurationDays),
      rules: COUNCIL_RULES,
    })
    const { id } = oneRow(
      await tx.db
        .insert(councilMotions)
        .values({
          motionType,
          title,
          description,
          proposedValue: value.value,
          seatRegionId: seat.regionId,
          proposedBy: userId,
          proposedAt: tx.now,
          seats,
          voteId: vote.voteId,
          status: 'voting',
        })
        .returning({ id: councilMotions.id }),
    )
    await tx.audit({
      action: 'council.motion-proposed',
      subject: { type: 'council_motion', id },
      detail: { motionType, value: value.value, seat: seat.regionId, seats: seats.length },
    })
    await announceVote(tx, {
      kind: 'council',
      subjectId: id,
      region: null,
      vote,
      notice: { kind: 'council.opened', title: `Galactic Council: a vote on “${title}” is open` },
      except: userId,
    })
    return motionView(await requireMotion(tx.db, id), 0)
  })
}
