import { recallSignatures } from '#db/schema/platform/elections.ts'
import { isEligible } from '#server/domain/elections/election-rules.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { openRecallVote } from './open-recall-vote.ts'
import { lockRecall, requireRecall } from './recall-queries.ts'
import { requirePetition } from './require-petition.ts'

/**
 * Signs a petition; the signature that completes the third of the citizens opens the vote. @throws NOT_FOUND, FORBIDDEN
 * for others than citizens, CONFLICT for a second signature and after the petition.
 */
export async function signRecall(
  ctx: Ctx,
  { recallId }: { recallId: string },
): Promise<{ recallId: string; opened: boolean }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { regionId } = await requireRecall(tx.db, recallId)
    const { region, standing } = await requireParticipant(tx, regionId)
    requireOpen(region)
    if (!isEligible(standing.membership))
      throw new GameError('FORBIDDEN', 'Only citizens of this region can sign.', { reason: 'citizens-only' })
    const recall = await lockRecall(tx.db, recallId)
    const now = await tx.clock.now(tx.db)
    requirePetition(recall, now)
    const signed = await tx.db
      .insert(recallSignatures)
      .values({ recallId, userId, signedAt: now })
      .onConflictDoNothing()
      .returning({ userId: recallSignatures.userId })
    if (signed.length === 0)
      throw new GameError('CONFLICT', 'You have signed already.', { reason: 'already-signed' })
    await tx.audit({ action: 'recall.signed', regionId, subject: { type: 'recall', id: recallId } })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id: recallId })
    return { recallId, opened: await openRecallVote(tx, { recallId }) }
  })
}
