import { and, eq, isNull } from 'drizzle-orm'
import { candidacies } from '#db/schema/platform/elections.ts'
import { stageAt } from '#server/domain/elections/schedule.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { lockElection, requireElection, scheduleOf } from './queries.ts'

/**
 * Takes one's candidacy back while nominations are open; afterwards the names on the ballot stand. @throws NOT_FOUND,
 * CONFLICT.
 */
export async function withdrawCandidacy(
  ctx: Ctx,
  { electionId }: { electionId: string },
): Promise<{ electionId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { regionId } = await requireElection(tx.db, electionId)
    await requireParticipant(tx, regionId)
    const election = await lockElection(tx.db, electionId, 'share')
    const now = await tx.clock.now(tx.db)
    if (election.status !== 'pending' || stageAt(scheduleOf(election), now) !== 'pending')
      throw new GameError('CONFLICT', 'Nominations are closed: the names on the ballot stand.', {
        reason: 'nominations-closed',
      })
    const withdrawn = await tx.db
      .update(candidacies)
      .set({ withdrawnAt: now })
      .where(
        and(
          eq(candidacies.electionId, electionId),
          eq(candidacies.userId, userId),
          isNull(candidacies.withdrawnAt),
        ),
      )
      .returning({ userId: candidacies.userId })
    if (withdrawn.length === 0) throw notFound('Your candidacy')
    await tx.audit({
      action: 'election.candidacy-withdrawn',
      regionId,
      subject: { type: 'election', id: electionId },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id: electionId })
    return { electionId }
  })
}
