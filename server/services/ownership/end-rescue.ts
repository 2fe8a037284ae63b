import { eq } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { type RescueEndReason } from '#server/domain/ownership/rescue.ts'
import { type Tx } from '../context.ts'
import { voidVote } from '../voting/close-vote.ts'
import { type RescueRow } from './rescue-queries.ts'

/** Ends a rescue without a result, and its vote with it. The caller has locked region and rescue, and tells people. */
export async function lapseRescue(tx: Tx, rescue: RescueRow, endReason: RescueEndReason): Promise<void> {
  const { id, regionId, voteId } = rescue
  if (rescue.status === 'voting' && voteId !== null) await voidVote(tx, voteId, tx.now)
  await tx.db.update(rescues).set({ status: 'lapsed', endReason, endedAt: tx.now }).where(eq(rescues.id, id))
  await tx.audit({
    ...{ action: 'rescue.lapsed', regionId, subject: { type: 'rescue', id } },
    detail: { rescuerId: rescue.rescuerId, reason: endReason },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
}
