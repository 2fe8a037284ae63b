import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { tellTurnout } from '../voting/tell-turnout.ts'
import { lockRecall, requireRecall, type RecallRow } from './recall-queries.ts'

/**
 * Casts or changes the actor's secret ballot on a recall: yes ends the office. Ballots share the lock that the close
 * takes alone, and the clock is asked under it. @throws NOT_FOUND, FORBIDDEN for somebody not on the roll, CONFLICT while
 * voting is not open.
 */
export async function castRecallVote(
  ctx: Ctx,
  { recallId, choice }: { recallId: string; choice: BallotChoice },
): Promise<CastReceipt> {
  return transact(ctx, async (tx) => {
    const found = await requireRecall(tx.db, recallId)
    const { regionId } = found
    const { region } = await requireParticipant(tx, regionId)
    requireOpenRoll(found, tx.now)
    requireOpen(region)
    const recall = await lockRecall(tx.db, recallId, 'share')
    const now = await tx.clock.now(tx.db)
    const rollId = requireOpenRoll(recall, now)
    tx.afterCommit(() => tellTurnout(ctx, { regionId, topic: 'election', id: recallId }))
    return castBallot(tx, {
      deed: 'recall',
      subject: { type: 'recall', id: recallId },
      ...{ rollId, regionId, choice: [choice], castAt: now },
    })
  })
}

function requireOpenRoll({ status, rollId, votingClosesAt }: RecallRow, now: Date): string {
  if (status === 'petition')
    throw new GameError('CONFLICT', 'Voting is not open: signatures are still being gathered.', {
      reason: 'voting-not-open',
    })
  if (status !== 'voting' || rollId === null || votingClosesAt === null || now >= votingClosesAt)
    throw new GameError('CONFLICT', 'Voting on this recall is over.', { reason: 'voting-over' })
  return rollId
}
