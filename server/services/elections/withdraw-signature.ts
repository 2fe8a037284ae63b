import { and, eq } from 'drizzle-orm'
import { recallSignatures } from '#db/schema/platform/elections.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { lockRecall, requireRecall } from './recall-queries.ts'
import { requirePetition } from './require-petition.ts'

/** Takes one's signature back while signatures are gathered. @throws NOT_FOUND, CONFLICT after the petition. */
export async function withdrawSignature(
  ctx: Ctx,
  { recallId }: { recallId: string },
): Promise<{ recallId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { regionId } = await requireRecall(tx.db, recallId)
    await requireParticipant(tx, regionId)
    const recall = await lockRecall(tx.db, recallId)
    requirePetition(recall, await tx.clock.now(tx.db))
    const withdrawn = await tx.db
      .delete(recallSignatures)
      .where(and(eq(recallSignatures.recallId, recallId), eq(recallSignatures.userId, userId)))
      .returning({ userId: recallSignatures.userId })
    if (withdrawn.length === 0) throw notFound('Your signature')
    await tx.audit({
      action: 'recall.signature-withdrawn',
      regionId,
      subject: { type: 'recall', id: recallId },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id: recallId })
    return { recallId }
  })
}
