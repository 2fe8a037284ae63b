import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { castBallot, type CastReceipt } from '../voting/cast-ballot.ts'
import { tellTurnout } from '../voting/tell-turnout.ts'
import { lockTreaty, requireSide, requireTreaty, type TreatyFile } from './queries.ts'

/**
 * Casts or changes the actor's ballot on ratifying a treaty, for the side `region`. Ballots share the lock on the treaty's
 * row that its settling takes alone, and the clock is asked under it. @throws NOT_FOUND, FORBIDDEN for somebody not on the
 * roll, CONFLICT while this side does not vote.
 */
export async function castTreatyVote(
  ctx: Ctx,
  input: { treatyId: string; region: string; choice: BallotChoice },
): Promise<CastReceipt> {
  return transact(ctx, async (tx) => {
    const { treatyId, choice } = input
    const { region } = await requireParticipant(tx, input.region)
    // A late ballot does not queue for the lock: a crowd of them must not keep the close waiting.
    requireOpenRoll(await requireTreaty(tx.db, treatyId), region.id, tx.now)
    requireOpen(region)
    const file = await lockTreaty(tx.db, treatyId, 'share')
    const now = await tx.clock.now(tx.db)
    const rollId = requireOpenRoll(file, region.id, now)
    tx.afterCommit(() => tellTurnout(ctx, { regionId: region.id, topic: 'treaty', id: treatyId }))
    return castBallot(tx, {
      deed: 'treaty',
      subject: { type: 'treaty', id: treatyId },
      ...{ rollId, regionId: region.id, choice: [choice], castAt: now },
    })
  })
}

function requireOpenRoll(file: TreatyFile, regionId: string, now: Date): string {
  const { rollId, votingClosesAt } = file.sides[requireSide(file, regionId)]
  const isOpen = file.treaty.status === 'ratifying' && votingClosesAt !== null && now < votingClosesAt
  if (!isOpen || rollId === null)
    throw new GameError('CONFLICT', 'This region is not voting on this treaty now.', {
      reason: 'voting-not-open',
    })
  return rollId
}
