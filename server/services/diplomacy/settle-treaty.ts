import { and, eq } from 'drizzle-orm'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { settleTreatyJob } from '#jobs/diplomacy/settle-treaty.ts'
import { job } from '#jobs/outbox.ts'
import { nextReminderAt } from '#server/domain/diplomacy/renewal.ts'
import { TREATY_LABELS } from '#server/domain/diplomacy/treaty-labels.ts'
import { advanceTreaty, otherSide, type Side } from '#server/domain/diplomacy/treaty-machine.ts'
import { type TreatyStatus } from '#server/domain/diplomacy/treaty-types.ts'
import { treatyPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { countMotion, takeDueVotes, notifyRoll } from '../voting/close-vote.ts'
import { lockTreaty, SIDES, type TreatyFile } from './queries.ts'
import { saveTreaty, notifyBothSides } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'

/**
 * Does what time asks of a treaty: counts votes that are due, lets an offer lapse, a term or a notice end, reminds of a
 * term's end. A vote decides as of its close, however late it is counted. Harmless at any time, so that jobs and sweep may
 * all come.
 */
export async function settleTreaty(ctx: Ctx, { treatyId }: { treatyId: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const file = await lockTreaty(tx.db, treatyId)
    const now = await tx.clock.now(tx.db)
    const terms = (at: Date) => termsAt(file, at)
    let state = treatyState(file)
    for (const side of SIDES) {
      const counted = await countSide(tx, file, side)
      if (!counted) continue
      const verdict = advanceTreaty(
        state,
        { type: counted.passed ? 'ratified' : 'rejected', side },
        terms(counted.closedAt),
      )
      // The other side's vote may have ended the treaty a moment before.
      if (verdict.ok) state = verdict.value
    }
    const onward = advanceTreaty(state, { type: 'time_passed' }, terms(now))
    if (onward.ok) await saveTreaty(tx, file, onward.value, now)
    await remind(tx, file, onward.ok ? onward.value.status : null, now)
  })
}

/** Reminds both governments 30, 7 and 1 days before a treaty runs out. Overdue reminders are sent as one. */
async function remind(tx: Tx, file: TreatyFile, status: TreatyStatus | null, now: Date): Promise<void> {
  const { id, expiresAt, nextReminderAt: dueAt } = file.treaty
  if (status !== 'active' || dueAt === null || now < dueAt) return
  const next = nextReminderAt(expiresAt, now)
  await tx.db.update(treaties).set({ nextReminderAt: next }).where(eq(treaties.id, id))
  if (next) await tx.enqueue(job(settleTreatyJob, { treatyId: id }, next))
  await notifyBothSides(tx, file, 'running-out')
}

/**
 * Counts the vote of one side, if it is due, and notifies its voters. A late quorum extends it within the window of the offer. Null
 * when nothing was counted.
 */
async function countSide(
  tx: Tx,
  { treaty, sides, parties }: TreatyFile,
  side: Side,
): Promise<{ passed: boolean; closedAt: Date } | null> {
  const { voteId } = sides[side]
  if (treaty.status !== 'ratifying' || voteId === null) return null
  const own = parties[side]
  const taken = await takeDueVotes(
    tx,
    [{ voteId, subjectId: treaty.id, about: treaty.treatyType, region: own }],
    new Date(treaty.windowClosesAt.getTime() - 1),
  )
  const vote = taken?.due.get(treaty.id)
  if (!taken || !vote) return null
  const { result, hash } = await countMotion(tx, vote, 'simple', taken.now)
  await tx.db
    .update(treatySides)
    .set({ status: result.passed ? 'ratified' : 'refused' })
    .where(and(eq(treatySides.treatyId, treaty.id), eq(treatySides.regionId, own.id)))
  const news = result.passed ? 'treaty.side-ratified' : 'treaty.side-refused'
  await tx.audit({
    action: news,
    regionId: own.id,
    subject: { type: 'treaty', id: treaty.id },
    detail: { outcome: result.outcome, turnout: result.turnout, rollSize: result.rollSize, hash },
  })
  tx.publish({ audience: { kind: 'region', regionId: own.id }, topic: 'treaty', id: treaty.id })
  const partner = parties[otherSide(side)].displayName
  await notifyRoll(tx, voteId, {
    kind: news,
    title: `${TREATY_LABELS[treaty.treatyType]} with ${partner}: ${result.passed ? 'ratified' : 'refused'} by the vote`,
    body: `${result.turnout} of ${result.rollSize} voted; ${result.yesBallots} yes, ${result.noBallots} no.`,
    href: treatyPath(own.name, treaty.id),
    regionId: own.id,
  })
  return { passed: result.passed, closedAt: vote.closesAt }
}
