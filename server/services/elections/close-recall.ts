import { eq } from 'drizzle-orm'
import { offices, recalls } from '#db/schema/platform/elections.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { RECALL_THRESHOLD_BP, type RecallStatus } from '#server/domain/elections/recall.ts'
import { serializeTally, tally, type Tally } from '#server/domain/policies/tally.ts'
import { recallPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireRegion } from '../regions/require-region.ts'
import { motionBallots } from '../voting/motion-ballots.ts'
import { oweReward } from '../voting/owe-reward.ts'
import { sha256 } from '../voting/sha256.ts'
import { weighRoll } from '../voting/weigh-roll.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { findCitizenIds } from './queries.ts'
import { lockHeldOffice, lockRecall, type RecallRow } from './recall-queries.ts'

/**
 * Brings a recall to its end that is due: a petition without its signatures lapses, a vote is counted and, when it
 * passes, ends the office and opens the election of a successor. A recall whose office has ended otherwise lapses. Does
 * nothing before that or a second time. Returns whether it decided now.
 */
export async function closeRecall(ctx: Ctx, { recallId }: { recallId: string }): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const recall = await lockRecall(tx.db, recallId, 'update')
    if (recall.status !== 'petition' && recall.status !== 'voting') return false
    const now = await tx.clock.now(tx.db)
    const office = await lockHeldOffice(tx.db, recall)
    if (office?.id !== recall.officeId) {
      await decide(tx, recall, 'lapsed', null, now)
      return true
    }
    if (recall.status === 'petition') {
      if (now < recall.petitionEndsAt) return false
      await decide(tx, recall, 'lapsed', null, now)
      return true
    }
    const { rollId, votingClosesAt, quorumBp } = recall
    if (rollId === null || votingClosesAt === null || quorumBp === null || now < votingClosesAt) return false
    const result = tally({
      ...motionBallots(await weighRoll(tx, { rollId, closedAt: votingClosesAt })),
      quorumBp,
      thresholdBp: RECALL_THRESHOLD_BP,
      majority: 'simple',
    })
    await decide(tx, recall, result.passed ? 'recalled' : 'kept', result, now)
    if (!result.passed) return true
    await tx.db
      .update(offices)
      .set({ endedAt: now, endReason: 'recalled' })
      .where(eq(offices.id, recall.officeId))
    await openRecurringElection(tx, recall)
    return true
  })
}

const WORDS: Record<Extract<RecallStatus, 'recalled' | 'kept' | 'lapsed'>, string> = {
  recalled: 'has been recalled',
  kept: 'stays in office',
  lapsed: 'is no longer up for recall',
}

async function decide(
  tx: Tx,
  recall: RecallRow,
  status: keyof typeof WORDS,
  result: Tally | null,
  now: Date,
): Promise<void> {
  if (recall.rollId !== null) await oweReward(tx, [recall.rollId])
  const tallyHash = result === null ? null : sha256(serializeTally(result))
  await tx.db
    .update(recalls)
    .set({ status, decidedAt: now, tally: result, tallyHash })
    .where(eq(recalls.id, recall.id))
  const region = await requireRegion(tx, recall.regionId)
  await tx.audit({
    action: `recall.${status}`,
    regionId: region.id,
    subject: { type: 'recall', id: recall.id },
    detail: {
      position: recall.position,
      holderId: recall.holderId,
      ...(result === null ? {} : { outcome: result.outcome, turnout: result.turnout, hash: tallyHash }),
    },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'election', id: recall.id })
  await notify(tx, {
    userIds: [...(await findCitizenIds(tx.db, region.id)), recall.holderId, region.ownerId],
    kind: `recall.${status}`,
    title: `${region.displayName}: the ${POSITION_LABELS[recall.position].toLowerCase()} ${WORDS[status]}`,
    body:
      result === null
        ? ''
        : `${result.turnout} of ${result.rollSize} voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: recallPath(region.name, recall.id),
    regionId: region.id,
  })
}
