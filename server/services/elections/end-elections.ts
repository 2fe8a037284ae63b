import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { voidVote } from '../voting/close-vote.ts'
import { lapseRecall } from './decide-recall.ts'
import { OPEN_STAGES } from './queries.ts'
import { writeCancellation } from './write-cancellation.ts'

/**
 * Ends the offices of a region that is archived, its recalls, and its elections, whose votes are void, and tells everybody concerned why.
 * The caller has locked the region.
 */
export async function endElections(tx: Tx, region: RegionRow, reason: string): Promise<void> {
  const open = await tx.db
    .select()
    .from(elections)
    .where(and(eq(elections.regionId, region.id), inArray(elections.status, [...OPEN_STAGES])))
    .orderBy(asc(elections.id))
    .for('update')
  for (const election of open) {
    if (election.voteId !== null) await voidVote(tx, election.voteId, tx.now)
    await writeCancellation(tx, { election, region, reason, cancelledBy: null, now: tx.now })
  }
  const asked = await tx.db
    .select()
    .from(recalls)
    .where(and(eq(recalls.regionId, region.id), inArray(recalls.status, ['petition', 'voting'])))
    .orderBy(asc(recalls.id))
    .for('update')
  for (const recall of asked) await lapseRecall(tx, recall, reason, tx.now)
  const ended = await tx.db
    .update(offices)
    .set({ endedAt: tx.now, endReason: 'region_archived' })
    .where(and(eq(offices.regionId, region.id), isNull(offices.endedAt)))
    .returning({ id: offices.id, position: offices.position, userId: offices.userId })
  for (const { id, ...office } of ended)
    await tx.audit({
      action: 'office.region-archived',
      regionId: region.id,
      subject: { type: 'office', id },
      detail: office,
    })
}
