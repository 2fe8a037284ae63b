import { eq } from 'drizzle-orm'
import { recalls } from '#db/schema/platform/elections.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import {
  isPetitionFull,
  mayOpenRecallVote,
  RECALL_THRESHOLD_BP,
  recallVoteEndsAt,
} from '#server/domain/elections/recall.ts'
import { recallPath } from '#server/domain/regions/paths.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireRegion } from '../regions/require-region.ts'
import { announceVote, openVote } from '../voting/open-vote.ts'
import { lapseRecall } from './decide-recall.ts'
import { lockHeldOffice, lockRecall, openElectionStatus, petitionFigures } from './recall-queries.ts'

/**
 * Opens the vote on a recall whose petition has its third of the citizens: fixes the roll of the citizens and the
 * quorum. It lapses where an election for the office is being voted on or the blackout has begun. Does nothing before, a
 * second time, or while the region is not open. Returns whether it opened the vote now.
 */
export async function openRecallVote(ctx: Ctx, { recallId }: { recallId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const recall = await lockRecall(tx.db, recallId)
    const now = await tx.clock.now(tx.db)
    if (recall.status !== 'petition' || now >= recall.petitionEndsAt) return false
    const region = await requireRegion(tx, recall.regionId)
    if (!isOpenForBusiness(region.status)) return false
    const figures = await petitionFigures(tx.db, recall)
    if (!isPetitionFull(figures)) return false
    const office = await lockHeldOffice(tx.db, recall)
    // An office that ended is for the close.
    if (office?.id !== recall.officeId) return false
    const electionStatus = await openElectionStatus(tx.db, region.id, recall.position)
    const verdict = mayOpenRecallVote({ holder: { endsAt: office.termUntil }, electionStatus, now })
    if (!verdict.ok) {
      await lapseRecall(tx, recall, verdict.message, now)
      return false
    }

    const vote = await openVote(tx, {
      region,
      kind: 'recall',
      electorate: 'citizens',
      closesAt: recallVoteEndsAt(now),
      rules: { quorumBp: region.quorumBp, thresholdBp: RECALL_THRESHOLD_BP },
    })
    await tx.db.update(recalls).set({ status: 'voting', voteId: vote.voteId }).where(eq(recalls.id, recallId))
    await tx.audit({
      action: 'recall.voting-opened',
      regionId: region.id,
      subject: { type: 'recall', id: recallId },
      detail: { ...figures, rollSize: vote.rollSize },
    })
    const notice = {
      kind: 'recall.voting-opened',
      title: `${region.displayName}: should the ${POSITION_LABELS[recall.position].toLowerCase()} be recalled?`,
      body: `${figures.signatures} of ${figures.citizens} citizens asked for this vote.`,
    }
    await announceVote(tx, { kind: 'recall', subjectId: recallId, region, vote, notice })
    await notify(tx, {
      ...notice,
      userIds: [recall.holderId],
      href: recallPath(region.name, recallId),
      regionId: region.id,
    })
    return true
  })
}
